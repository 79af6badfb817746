import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ARGON2_COST, formatHash, isOutdated } from '../../src/identity/passwordHash.js';
import { UserStore } from '../../src/store/users.store.js';
import { RATE_LIMITS } from '../../src/api/http/rateLimits.js';
import {
  NOW,
  openTestApplication,
  type Answered,
  type TestApplication,
} from './testApplication.js';

const PASSWORD = 'a sentence of hers';
const UNLIMITED = { max: 1_000_000, windowMs: 60_000 };
const LIMITS = {
  ...RATE_LIMITS,
  requests: null,
  passwordsOfAddress: UNLIMITED,
  passwordsOfAccount: UNLIMITED,
  refusedBearersOfAddress: UNLIMITED,
};

let now = NOW;
let app: TestApplication;
beforeAll(async () => {
  app = await openTestApplication({ rateLimits: LIMITS, clock: () => now });
  await app.accounts.add({ email: 'Ann@example.com', username: 'ann', password: PASSWORD });
  await app.accounts.verify('ann@example.com');
  await app.accounts.add({ email: 'new@example.com', username: 'new', password: PASSWORD });
});
afterEach(() => {
  now = NOW;
  jest.restoreAllMocks();
});
afterAll(() => app.close());

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Answered> =>
  app.send(
    'POST',
    '/v1/tokens',
    { 'content-type': 'application/json', ...headers },
    typeof body === 'string' ? body : JSON.stringify(body),
  );
const signIn = (email: string, password: string): Promise<Answered> => post({ email, password });
const account = (token: unknown): Promise<Answered> =>
  app.get('/v1/account', { authorization: `Bearer ${String(token)}` });

describe('POST /v1/tokens', () => {
  it('gives a token for fifteen minutes, which no cache keeps', async () => {
    const { status, json, headers } = await signIn('ANN@example.com', PASSWORD);
    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual(['expiresAt', 'token', 'tokenType']);
    expect(json).toMatchObject({ tokenType: 'Bearer', expiresAt: '2025-01-01T12:15:00.000Z' });
    expect(headers['cache-control']).toBe('no-store');
    expect((await account(json['token'])).json.data).toEqual({
      email: 'Ann@example.com',
      username: 'ann',
      tier: 'free',
      scope: 'read',
    });
  });

  it('tells nobody who has an account: the same bytes after the same work', async () => {
    const verify = jest.spyOn(app.hasher, 'verify');
    const refused: { answer: Answered; work: string[] }[] = [];
    for (const [email, password] of [
      ['ann@example.com', 'a sentence of his'],
      ['nobody@example.com', PASSWORD],
      ['new@example.com', PASSWORD],
      ['new@example.com', 'a sentence of his'],
      ['no address', PASSWORD],
      ["' or 1=1 --", PASSWORD],
    ] as const) {
      verify.mockClear();
      const answer = await signIn(email, password);
      const cost = ({ 1: hash }: readonly string[]): string => String(hash).split('$')[3] ?? '';
      refused.push({ answer, work: verify.mock.calls.map((call) => cost(call)) });
    }
    const [first] = refused;
    expect(first?.answer.status).toBe(401);
    expect(first?.answer.json.code).toBe('INVALID_CREDENTIALS');
    expect(first?.answer.headers['www-authenticate']).toBe('Bearer realm="highwater"');
    const comparable = ({ headers, ...answer }: Answered): unknown => ({
      ...answer,
      headers: { ...headers, 'x-request-id': '', date: '' },
    });
    for (const { answer, work } of refused) {
      expect(work).toEqual(['m=19456,t=2,p=1']);
      expect(comparable(answer)).toEqual(comparable(first!.answer));
    }
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', '', []],
    ['no JSON', '{', []],
    ['no object', '[]', []],
    ['null', 'null', []],
    ['no password', { email: 'ann@example.com' }, ['password']],
    ['an email that is no text', { email: ['ann@example.com'], password: PASSWORD }, ['email']],
    ['a NUL', { email: 'a\0@example.com', password: PASSWORD }, ['email']],
    ['an empty password', { email: 'ann@example.com', password: '' }, ['password']],
    ['too much', { email: 'a'.repeat(255), password: 'p'.repeat(1025) }, ['email', 'password']],
    ['more than asked', { email: 'a@b.c', password: PASSWORD, admin: true }, []],
    ['a forged prototype', '{"email":"a@b.c","password":"x","__proto__":{}}', []],
  ])('refuses %s, and repeats nothing of it', async (_what, body, fields) => {
    const { status, json, text } = await post(body);
    expect([status, json.code]).toEqual([400, 'INVALID_BODY']);
    expect((fields.length === 0 ? [] : json.errors).map(({ field }) => field)).toEqual(fields);
    expect(text).not.toMatch(/a sentence|ppp|admin/);
  });

  it('takes JSON of a few kilobytes and nothing else', async () => {
    const long = await post({ email: 'ann@example.com', password: 'x'.repeat(5000) });
    expect([long.status, long.json.code]).toEqual([413, 'BODY_TOO_LARGE']);
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/jsonp']) {
      const { status, json } = await post(`email=a&password=b`, { 'content-type': type });
      expect([type, status, json.code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post({ email: 'ann@example.com', password: PASSWORD }, charset)).status).toBe(
      200,
    );
    expect((await app.send('POST', '/v1/tokens?x=1', charset, '{}')).json.code).toBe(
      'UNKNOWN_PARAMETER',
    );
  });

  it('is posted to, and nothing else', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await app.send(method, '/v1/tokens');
      expect([method, status, headers['allow']]).toEqual([method, 405, 'POST']);
    }
    expect((await app.send('POST', '/v1/account')).headers['allow']).toBe('GET, HEAD');
  });

  it('hashes again what was hashed with other parameters', async () => {
    const users = new UserStore(app.database);
    const old = await users.findCredentials('ann@example.com');
    const cheap = formatHash({
      cost: { ...ARGON2_COST, memoryKiB: 8192 },
      salt: new Uint8Array(16),
      tag: new Uint8Array(32),
    });
    await users.setPasswordHash(old!.id, cheap);
    jest.spyOn(app.hasher, 'verify').mockResolvedValueOnce(true);
    const { status, json } = await signIn('ann@example.com', PASSWORD);
    expect(status).toBe(200);
    const renewed = await users.findCredentials('ann@example.com');
    expect(isOutdated(renewed!.passwordHash)).toBe(false);
    expect((await account(json['token'])).status).toBe(200);
    expect((await signIn('ann@example.com', PASSWORD)).status).toBe(200);
  });

  it('ends tokens with their time, their password and their user', async () => {
    const tokenOf = async (email: string): Promise<unknown> =>
      (await signIn(email, PASSWORD)).json['token'];
    const token = await tokenOf('ann@example.com');
    now = new Date(NOW.getTime() + 15 * 60_000);
    const expired = await account(token);
    expect([expired.status, expired.json.detail]).toEqual([401, expect.stringMatching(/expired/)]);
    now = NOW;
    await app.accounts.setPassword('ann@example.com', 'another sentence of hers');
    expect((await account(token)).status).toBe(401);
    await app.accounts.setPassword('ann@example.com', PASSWORD);
    const cid = { email: 'cid@example.com', username: 'cid', password: PASSWORD };
    await app.accounts.add(cid);
    await app.accounts.verify(cid.email);
    const theirs = await tokenOf(cid.email);
    expect((await account(theirs)).status).toBe(200);
    await app.accounts.remove(cid.email);
    expect((await account(theirs)).json.code).toBe('INVALID_BEARER');
  });
});

describe('without a secret', () => {
  it('there are no tokens, and no password is looked at', async () => {
    const bare = await openTestApplication({ stored: false, tokenSecret: null });
    const verify = jest.spyOn(bare.hasher, 'verify');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email: 'ann@example.com', password: PASSWORD });
    const { status, json } = await bare.send('POST', '/v1/tokens', headers, body);
    expect([status, json.code]).toEqual([503, 'TOKENS_NOT_CONFIGURED']);
    expect(json.detail).toContain('TOKEN_SECRET');
    expect(verify).not.toHaveBeenCalled();
    await bare.close();
  });
});
