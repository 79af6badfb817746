import * as crypto from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ARGON2_COST, NOBODYS_HASH, formatHash, isOutdated, parseHash } from './passwordHash.js';
import { PasswordHasher } from './passwordHasher.js';

const PASSWORD = 'a sentence of hers';

const hasher = new PasswordHasher();
afterAll(() => hasher.close());

interface NativeArgon2 {
  readonly argon2Sync?: (algorithm: string, parameters: object) => Buffer;
}

describe('a password hash', () => {
  it("is argon2id at OWASP's parameters with a salt of its own", async () => {
    const [one, other] = [await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)];
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(one).not.toBe(other);
    expect(formatHash(parseHash(one)!)).toBe(one);
  });

  it('verifies its password in any composition, and no other', async () => {
    const hash = await hasher.hash('caf\u00e9 au lait');
    expect(await hasher.verify('cafe\u0301 au lait', hash)).toBe(true);
    expect(await hasher.verify('cafe au lait', hash)).toBe(false);
    expect(await hasher.verify(' ', hash)).toBe(false);
  });

  it('is what another implementation computes', async () => {
    const { argon2Sync } = crypto as NativeArgon2;
    const { salt, tag } = parseHash(await hasher.hash(PASSWORD))!;
    expect(argon2Sync).toBeDefined();
    const parameters = { message: PASSWORD, nonce: salt, parallelism: 1, tagLength: 32 };
    const native = argon2Sync?.('argon2id', { ...parameters, memory: 19_456, passes: 2 });
    expect(Buffer.from(tag).equals(native ?? Buffer.alloc(0))).toBe(true);
  });

  it('of nobody is no password’s and takes the same work', async () => {
    expect(parseHash(NOBODYS_HASH)?.cost).toEqual(ARGON2_COST);
    expect(await hasher.verify(PASSWORD, NOBODYS_HASH)).toBe(false);
  });

  it('is outdated as soon as the parameters are others', async () => {
    expect(isOutdated(await hasher.hash(PASSWORD))).toBe(false);
    const weaker = { ...parseHash(NOBODYS_HASH)!, cost: { ...ARGON2_COST, iterations: 1 } };
    expect(isOutdated(formatHash(weaker))).toBe(true);
    expect(await hasher.verify(PASSWORD, formatHash(weaker))).toBe(false);
  });

  it.each([
    'plain text',
    NOBODYS_HASH.replace('argon2id', 'argon2i'),
    NOBODYS_HASH.replace('v=19', 'v=16'),
    NOBODYS_HASH.replace('m=19456', 'm=9999999'),
    NOBODYS_HASH.replace('t=2', 't=0'),
    NOBODYS_HASH.replace('p=1', 'p=99'),
    `${NOBODYS_HASH}$`,
  ])('is not %s', async (text) => {
    expect(parseHash(text)).toBeNull();
    await expect(hasher.verify(PASSWORD, text)).rejects.toThrow('argon2id PHC string');
  });

  it('keeps the thread that asks free to answer others', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it('is refused when too many wait, and when its thread ends; the next one is made', async () => {
    const own = new PasswordHasher();
    const all = await Promise.allSettled([
      ...Array.from({ length: 40 }, () => own.hash(PASSWORD)),
      own.close(),
    ]);
    const codes = all.map((it) =>
      it.status === 'rejected' ? (it.reason as { code: string }).code : 'done',
    );
    expect(codes.filter((code) => code === 'SIGN_IN_BUSY')).toHaveLength(8);
    expect(codes.filter((code) => code === 'PASSWORD_HASHING_FAILED').length).toBeGreaterThan(20);
    expect(await own.hash(PASSWORD)).toContain('$argon2id$');
    await own.close();
  });
});
