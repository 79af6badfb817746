import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  emailIdentity,
  normalizePassword,
  parseEmail,
  parseNewPassword,
  requireAccount,
  requireKey,
} from './account.js';
import { HighwaterError } from './errors.js';

const SEED = Number(process.env['FC_SEED'] ?? 27182);
const OWNER = { email: 'Ann.Lee@example.com', username: 'the-analyst-ann' };

function refusal(work: () => unknown): HighwaterError {
  try {
    work();
  } catch (error) {
    if (error instanceof HighwaterError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('an email', () => {
  it.each([
    'ann@example.com',
    'a@b.c',
    "o'hara+etf@sub.example.co.uk",
    'x_1@xn--bcher-kva.example',
  ])('%s is one', (email) => expect(parseEmail(` ${email}\n`)).toBe(email));

  it.each([
    ...['', 'ann', '@example.com', 'ann@', 'ann@example', 'ann@@example.com', 'a b@example.com'],
    ...['.ann@example.com', 'ann.@example.com', 'a..b@example.com', 'ann@-x.com', 'ann@x-.com'],
    ...['änn@example.com', 'ann@exämple.com', 'ann@[127.0.0.1]', '"ann"@example.com', 'a\0@b.c'],
    `${'a'.repeat(65)}@example.com`,
    `ann@${'a.'.repeat(130)}com`,
  ])('%j is none, and the error says what is', (text) => {
    const { code, kind, message, detail } = refusal(() => parseEmail(text));
    expect([code, kind, detail['field']]).toEqual(['FIELD_REFUSED', 'usage', 'email']);
    expect(message).toContain('such as ann@example.com, 254 characters at most');
  });

  it('is the same in any case', () => {
    expect(emailIdentity(' Ann@Example.COM ')).toBe('ann@example.com');
  });
});

describe('a user and a key', () => {
  it.each([
    ['username', { username: 'a' }],
    ['username', { username: 'a'.repeat(51) }],
    ['username', { username: '-ann' }],
    ['username', { username: 'ann lee' }],
    ['tier', { tier: 'gold' }],
  ])('has no such %s: %j', (field, change) => {
    const account = { email: 'ann@example.com', username: 'ann', tier: 'free', ...change };
    const { message, detail } = refusal(() => requireAccount(account));
    expect(detail).toMatchObject({
      subject: 'user',
      field,
      value: JSON.stringify(account[field as 'tier']),
    });
    expect(message).toContain('must be');
  });

  it('has a name and a scope', () => {
    requireKey({ name: 'dashboard', scope: 'read' });
    expect(refusal(() => requireKey({ name: '', scope: 'read' })).detail['field']).toBe('name');
    expect(refusal(() => requireKey({ name: 'x', scope: 'all' })).detail['field']).toBe('scope');
  });
});

describe('a new password', () => {
  it('is twelve characters or more that are not easily guessed', () => {
    for (const text of [
      'twelve chars',
      'x'.repeat(120) + '12345678',
      'ein Satz für sich',
      '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧',
    ]) {
      expect(parseNewPassword(text, OWNER)).toBe(text.normalize('NFKC'));
    }
  });

  it.each([
    ['elevenchars', '11 characters'],
    ['', '0 characters'],
    ['a1b2c3d4'.repeat(16) + 'x', '129 characters'],
    ['abababababababab', '5 different'],
    ['twelve\u0000chars', 'control character'],
    ['PASSWORD1234', 'most common'],
    ['ＰＡＳＳＷＯＲＤ１２３４', 'most common'],
    ['ann.lee@EXAMPLE.com', 'name of its account'],
    ['The-Analyst-Ann', 'name of its account'],
  ])('%j is refused', (text, why) => {
    const { code, message, detail } = refusal(() => parseNewPassword(text, OWNER));
    expect(code).toBe('PASSWORD_REFUSED');
    expect(message).toContain(why);
    if (text !== '') expect(JSON.stringify([message, detail])).not.toContain(text);
  });

  it('is the same however a keyboard composes it', () => {
    expect(normalizePassword('cafe\u0301 au lait')).toBe(normalizePassword('caf\u00e9 au lait'));
  });

  it(`is accepted in the form that signing in hashes (seed ${String(SEED)})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 }), (text) => {
        let accepted: string;
        try {
          accepted = parseNewPassword(text, OWNER);
        } catch (error) {
          expect(error).toBeInstanceOf(HighwaterError);
          return;
        }
        expect(accepted).toBe(normalizePassword(text));
        expect(normalizePassword(accepted)).toBe(accepted);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
