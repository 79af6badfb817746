import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `hw_`, ten characters that tell keys apart, and 256 bits of secret. */
const FORM = /^(hw_[0-9a-f]{10})_[A-Za-z0-9_-]{43}$/;
const PREFIX_BYTES = 5;
const SECRET_BYTES = 32;

export interface BearerKey {
  /** The whole key: shown once, never stored. */
  readonly key: string;
  /** Its beginning: stored and shown, to tell keys apart. */
  readonly prefix: string;
  /** SHA-256 of the whole key, hexadecimal. A key is random: it needs no slow hash and no salt. */
  readonly keyHash: string;
}

/** A new random key. */
export function makeBearerKey(): BearerKey {
  const prefix = `hw_${randomBytes(PREFIX_BYTES).toString('hex')}`;
  const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { key, prefix, keyHash: hashOfKey(key) };
}

/** The prefix of a key, or null for what has not the form of one. */
export function prefixOfKey(text: string): string | null {
  return FORM.exec(text)?.[1] ?? null;
}

/** SHA-256, hexadecimal. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a key is that of a stored hash, in a time that does not tell where they differ. */
export function isKeyOf(key: string, storedHash: string): boolean {
  const [given, stored] = [Buffer.from(hashOfKey(key)), Buffer.from(storedHash)];
  return given.length === stored.length && timingSafeEqual(given, stored);
}
