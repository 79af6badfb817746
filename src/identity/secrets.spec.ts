import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOfKey, isKeyOf, makeBearerKey, prefixOfKey } from './bearerKey.js';
import { tokenSecretOf } from './tokenSecret.js';

describe('a bearer key', () => {
  it('is random, tells its prefix, and is held against its hash', () => {
    const keys = Array.from({ length: 100 }, makeBearerKey);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
    for (const { key, prefix, keyHash } of keys) {
      expect(key).toMatch(/^hw_[0-9a-f]{10}_[\w-]{43}$/);
      expect(prefixOfKey(key)).toBe(prefix);
      expect(prefix.length).toBeLessThanOrEqual(16);
      expect(keyHash).toMatch(/^[0-9a-f]{64}$/);
      expect([isKeyOf(key, keyHash), isKeyOf(`${prefix}_${'A'.repeat(43)}`, keyHash)]).toEqual([
        true,
        false,
      ]);
    }
    expect(isKeyOf('x', '')).toBe(false);
    // SHA-256 of "abc", FIPS 180-4.
    expect(hashOfKey('abc')).toMatch(/^ba7816bf8f01cfea414140de5dae2223b00361a396177a9c/);
  });

  it.each(['', 'hw_', 'hw_0123456789_', `hw_0123456789_${'a'.repeat(44)}`, 'eyJhbGciOi.J9.x'])(
    'is not %j',
    (text) => expect(prefixOfKey(text)).toBeNull(),
  );
});

describe('the secret of tokens', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'highwater-secret-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const source = (tokenSecret: string | null, databaseUrl: string | null) => ({
    tokenSecret,
    databaseUrl,
    highwaterHome: join(home, 'deep', 'down'),
  });
  const file = (): string => join(home, 'deep', 'down', 'token-secret');

  it('is the setting where there is one', () => {
    const secret = 'x'.repeat(32);
    expect(tokenSecretOf(source(secret, null))).toEqual(new TextEncoder().encode(secret));
    expect(tokenSecretOf(source(secret, 'postgresql://h/d'))).toHaveLength(32);
    expect(() => statSync(file())).toThrow();
  });

  it('is made once beside the embedded database, for its owner alone', () => {
    const made = tokenSecretOf(source(null, null));
    expect(made).toHaveLength(43);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(tokenSecretOf(source(null, null))).toEqual(made);
    expect(readFileSync(file(), 'utf8')).toBe(new TextDecoder().decode(made));
  });

  it('is none on a server that others may serve too', () => {
    expect(tokenSecretOf(source(null, 'postgresql://h/d'))).toBeNull();
    expect(() => statSync(file())).toThrow();
  });

  it('is refused when others can read it, or it was cut short', () => {
    const made = new TextDecoder().decode(tokenSecretOf(source(null, null)));
    chmodSync(file(), 0o644);
    expect(() => tokenSecretOf(source(null, null))).toThrow(/chmod 600/);
    chmodSync(file(), 0o600);
    writeFileSync(file(), made.slice(0, 10));
    expect(() => tokenSecretOf(source(null, null))).toThrow(/cut short/);
    expect(() => tokenSecretOf(source(null, null))).not.toThrow(new RegExp(made.slice(0, 10)));
  });
});
