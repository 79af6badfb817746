import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignJWT, decodeJwt } from 'jose';
import { TOKEN_LIFETIME_S, credentialOf, issueToken, readToken } from './accessToken.js';

const SECRET = new TextEncoder().encode('0123456789abcdefghij0123456789ab');
const OTHER = new TextEncoder().encode('another secret of 32 characters!');
const NOW = new Date('2025-01-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const USER = { id: '01980000-0000-7000-8000-000000000001', passwordHash: '$argon2id$v=19$x' };
const CLAIMS = { cred: credentialOf(USER.passwordHash) };

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is right, but for what `change` does to it. */
function forged(change: (jwt: SignJWT) => SignJWT, alg = 'HS256', typ = 'at+jwt'): SignJWT {
  const jwt = new SignJWT(CLAIMS)
    .setProtectedHeader({ alg, typ })
    .setIssuer('highwater')
    .setAudience('highwater-api')
    .setSubject(USER.id)
    .setIssuedAt(SECONDS)
    .setExpirationTime(SECONDS + TOKEN_LIFETIME_S);
  return change(jwt);
}
const same = (jwt: SignJWT): SignJWT => jwt;

describe('a token', () => {
  it('says whose it is, for a quarter of an hour', async () => {
    const { token, expiresAt } = await issueToken(SECRET, USER, NOW);
    expect(expiresAt).toEqual(later(900));
    const claims = { userId: USER.id, credential: credentialOf(USER.passwordHash) };
    expect(await readToken(SECRET, token, NOW)).toEqual(claims);
    expect(await readToken(SECRET, token, later(899))).toEqual(claims);
    expect(await readToken(SECRET, token, later(900))).toBe('expired');
    expect(await readToken(SECRET, await forged(same).sign(SECRET), NOW)).toEqual(claims);
  });

  it('holds no secret', async () => {
    const { token } = await issueToken(SECRET, USER, NOW);
    const names = Object.keys(decodeJwt(token)).sort();
    expect(names).toEqual(['aud', 'cred', 'exp', 'iat', 'iss', 'sub']);
    expect(Buffer.from(token.split('.')[1]!, 'base64url').toString()).not.toContain('argon2');
  });

  it('is refused without a signature, whatever it says its algorithm is', async () => {
    const payload = part(decodeJwt((await issueToken(SECRET, USER, NOW)).token));
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', 'HS256']) {
      const header = part({ alg, typ: 'at+jwt' });
      expect(await readToken(SECRET, `${header}.${payload}.`, NOW)).toBeNull();
    }
  });

  it('is refused when it was signed otherwise', async () => {
    expect(await readToken(SECRET, await forged(same).sign(OTHER), NOW)).toBeNull();
    for (const alg of ['HS384', 'HS512']) {
      const long = Buffer.concat([SECRET, SECRET]);
      expect(await readToken(long, await forged(same, alg).sign(long), NOW)).toBeNull();
    }
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await readToken(SECRET, await forged(same, 'ES256').sign(privateKey), NOW)).toBeNull();
    // The public key of another as the secret of a HMAC.
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const [header, payload] = (await issueToken(SECRET, USER, NOW)).token.split('.');
    const signature = createHmac('sha256', pem).update(`${header}.${payload}`).digest('base64url');
    expect(await readToken(SECRET, `${header}.${payload}.${signature}`, NOW)).toBeNull();
  });

  it.each<[string, (jwt: SignJWT) => SignJWT]>([
    ['another audience', (jwt) => jwt.setAudience('elsewhere')],
    ['another issuer', (jwt) => jwt.setIssuer('elsewhere')],
    ['a subject that is no id', (jwt) => jwt.setSubject("' or 1=1 --")],
    ['a time of issue to come', (jwt) => jwt.setIssuedAt(SECONDS + 60)],
    ['a time before which it does not hold', (jwt) => jwt.setNotBefore(SECONDS + 60)],
  ])('is refused with %s', async (_what, change) => {
    expect(await readToken(SECRET, await forged(change).sign(SECRET), NOW)).toBeNull();
  });

  it('is refused when it is old, however long it says to hold', async () => {
    const old = forged((jwt) => jwt.setIssuedAt(SECONDS - 3600).setExpirationTime(SECONDS + 3600));
    expect(await readToken(SECRET, await old.sign(SECRET), NOW)).toBe('expired');
  });

  it.each(['sub', 'exp', 'iat', 'iss', 'aud', 'cred'])('is refused without %s', async (claim) => {
    const { token } = await issueToken(SECRET, USER, NOW);
    const payload = Object.fromEntries(
      Object.entries(decodeJwt(token)).filter(([name]) => name !== claim),
    );
    const header = { alg: 'HS256', typ: 'at+jwt' };
    const incomplete = await new SignJWT(payload).setProtectedHeader(header).sign(SECRET);
    expect(await readToken(SECRET, incomplete, NOW)).toBeNull();
  });

  it('is no other kind of JWT', async () => {
    const jwt = await forged(same, 'HS256', 'JWT').sign(SECRET);
    expect(await readToken(SECRET, jwt, NOW)).toBeNull();
  });

  it('is refused when any part of it was changed', async () => {
    const { token } = await issueToken(SECRET, USER, NOW);
    const [header, , signature] = token.split('.');
    const other = part({ ...decodeJwt(token), sub: '01980000-0000-7000-8000-000000000002' });
    expect(await readToken(SECRET, `${header}.${other}.${signature}`, NOW)).toBeNull();
    for (const text of [
      '',
      '.',
      '..',
      'a.b.c',
      `${token}.x`,
      token.slice(0, -2),
      'x'.repeat(5000),
    ]) {
      expect(await readToken(SECRET, text, NOW)).toBeNull();
    }
  });
});
