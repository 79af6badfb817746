import { timingSafeEqual } from 'node:crypto';

/** What Argon2 is asked to compute. */
export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two iterations, one lane. */
export const ARGON2_COST: Argon2Cost = { memoryKiB: 19_456, iterations: 2, parallelism: 1 };
export const SALT_BYTES = 16;
export const TAG_BYTES = 32;

/** A hash that asks for more than this was not made here. */
const COST_MAX: Argon2Cost = { memoryKiB: 262_144, iterations: 16, parallelism: 8 };

/** Argon2id version 19 of a password. */
export interface PasswordHash {
  readonly cost: Argon2Cost;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z\d+/]+)\$([A-Za-z\d+/]+)$/;

/** Base64 without padding, as the PHC string format has it. */
const encode = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, the PHC string format. */
export function formatHash({ cost, salt, tag }: PasswordHash): string {
  const { memoryKiB, iterations, parallelism } = cost;
  const parameters = `m=${memoryKiB},t=${iterations},p=${parallelism}`;
  return `$argon2id$v=19$${parameters}$${encode(salt)}$${encode(tag)}`;
}

/** Reads a PHC string; null for what is no argon2id hash or asks for an absurd amount of work. */
export function parseHash(text: string): PasswordHash | null {
  const match = PHC.exec(text);
  if (match === null) return null;
  const [memoryKiB, iterations, parallelism] = [match[1], match[2], match[3]].map(Number) as [
    number,
    number,
    number,
  ];
  const [salt, tag] = [decode(match[4] ?? ''), decode(match[5] ?? '')];
  const isSane =
    memoryKiB >= 8 * parallelism &&
    memoryKiB <= COST_MAX.memoryKiB &&
    iterations >= 1 &&
    iterations <= COST_MAX.iterations &&
    parallelism >= 1 &&
    parallelism <= COST_MAX.parallelism &&
    salt.length >= 8 &&
    tag.length >= 16;
  return isSane ? { cost: { memoryKiB, iterations, parallelism }, salt, tag } : null;
}

/** Whether a stored hash was made with other parameters than today's. */
export function isOutdated(text: string): boolean {
  const hash = parseHash(text);
  if (hash === null) return true;
  const { memoryKiB, iterations, parallelism } = hash.cost;
  return (
    memoryKiB !== ARGON2_COST.memoryKiB ||
    iterations !== ARGON2_COST.iterations ||
    parallelism !== ARGON2_COST.parallelism ||
    hash.salt.length !== SALT_BYTES ||
    hash.tag.length !== TAG_BYTES
  );
}

/** Whether two tags are equal, in a time that does not tell where they differ. */
export function isSameTag(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * What a password is held against where there is no account: verifying it takes the same work as
 * verifying another's, and no known password has a tag of zeros.
 */
export const NOBODYS_HASH = formatHash({
  cost: ARGON2_COST,
  salt: new Uint8Array(SALT_BYTES),
  tag: new Uint8Array(TAG_BYTES),
});
