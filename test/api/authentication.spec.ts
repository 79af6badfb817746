import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import type { RateLimits } from '../../src/api/http/rateLimits.js';
import { makeBearerKey } from '../../src/identity/bearerKey.js';
import { ApiKeyStore } from '../../src/store/apiKeys.store.js';
import {
  NOW,
  openTestApplication,
  type Answered,
  type TestApplication,
} from './testApplication.js';

const EMAIL = 'ann@example.com';
const PASSWORD = 'a sentence of hers';
const DAY_MS = 86_400_000;

const bearer = (text: string): Record<string, string> => ({ authorization: `Bearer ${text}` });

async function withAnn(app: TestApplication, tier: 'free' | 'pro' = 'free'): Promise<string> {
  await app.accounts.add({ email: EMAIL, username: 'ann', password: PASSWORD, tier });
  await app.accounts.verify(EMAIL);
  return (await app.accounts.issueKey({ email: EMAIL, name: 'test', expiresAt: null })).key;
}

describe('a request', () => {
  let now = NOW;
  let app: TestApplication;
  let key: string;
  beforeAll(async () => {
    app = await openTestApplication({ clock: () => now });
    key = await withAnn(app, 'pro');
  });
  beforeEach(() => {
    now = NOW;
  });
  afterAll(() => app.close());

  it('for public data needs no key and may bring one', async () => {
    const [anyone, ann] = [await app.get('/v1/assets'), await app.get('/v1/assets', bearer(key))];
    expect([anyone.status, ann.status]).toEqual([200, 200]);
    expect(ann.text).toBe(anyone.text);
    expect(ann.headers['etag']).toBe(anyone.headers['etag']);
  });

  it('for private data is answered to its owner, and kept by no cache', async () => {
    const { status, json, headers } = await app.get('/v1/account', bearer(key));
    expect(status).toBe(200);
    expect(json.data).toEqual({ email: EMAIL, username: 'ann', tier: 'pro', scope: 'read' });
    expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
    const nobody = await app.get('/v1/account');
    expect([nobody.status, nobody.json.code]).toEqual([401, 'NOT_SIGNED_IN']);
    expect(nobody.headers['www-authenticate']).toBe('Bearer realm="highwater"');
    expect(nobody.headers['cache-control']).toBe('no-store');
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Basic YW5uOnNlY3JldA==',
    'Bearer qqq zzz',
    `Bearer ${makeBearerKey().key}`,
    `Bearer ${'x'.repeat(3000)}`,
    'Bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.',
  ])('with %s is refused, never taken for nobody', async (authorization) => {
    for (const url of ['/v1/assets', '/v1/account', '/v1/nowhere']) {
      const { status, json, headers, text } = await app.get(url, { authorization });
      expect([url, status, json.code]).toEqual([url, 401, 'INVALID_BEARER']);
      expect(headers['www-authenticate']).toContain('error="invalid_token"');
      expect(text).not.toContain(authorization.slice(7) || 'nothing');
    }
  });

  it('with the prefix of a key and another secret is refused like an unknown one', async () => {
    const forged = `${key.slice(0, -43)}${makeBearerKey().key.slice(-43)}`;
    const [known, unknown] = [
      await app.get('/v1/account', bearer(forged)),
      await app.get('/v1/account', bearer(makeBearerKey().key)),
    ];
    expect(known.status).toBe(401);
    expect(known.text).toBe(unknown.text);
  });

  it('with a key that expired or was revoked says so', async () => {
    const expiresAt = new Date(NOW.getTime() + DAY_MS);
    const issued = await app.accounts.issueKey({ email: EMAIL, name: 'short', expiresAt });
    expect((await app.get('/v1/account', bearer(issued.key))).status).toBe(200);
    now = expiresAt;
    const expired = await app.get('/v1/account', bearer(issued.key));
    expect([expired.status, expired.json.detail]).toEqual([401, expect.stringMatching(/expired/)]);
    now = NOW;
    await app.accounts.revokeKey(issued.prefix);
    const revoked = await app.get('/v1/account', bearer(issued.key));
    expect([revoked.status, revoked.json.detail]).toEqual([401, expect.stringMatching(/revoked/)]);
  });

  it('notes the use of a key at most once a minute', async () => {
    const keys = new ApiKeyStore(app.database);
    const { key: other, prefix } = await app.accounts.issueKey({
      ...{ email: EMAIL, name: 'noted', expiresAt: null },
    });
    const usedAfter = async (milliseconds: number): Promise<string | null | undefined> => {
      now = new Date(NOW.getTime() + milliseconds);
      await app.get('/v1/account', bearer(other));
      return (await keys.find(prefix))?.lastUsedAt;
    };
    expect(await usedAfter(0)).toBe(NOW.toISOString());
    expect(await usedAfter(59_999)).toBe(NOW.toISOString());
    expect(await usedAfter(60_000)).toBe('2025-01-01T12:01:00.000Z');
  });

  it('is answered to probes whatever they send', async () => {
    expect((await app.get('/health/live', bearer('x'))).status).toBe(200);
  });

  it('by a user whose address is not verified is refused', async () => {
    const email = 'new@example.com';
    await app.accounts.add({ email, username: 'new', password: PASSWORD });
    await expect(
      app.accounts.issueKey({ email, name: 'x', expiresAt: null }),
    ).rejects.toMatchObject({ code: 'USER_NOT_VERIFIED' });
  });
});

describe('requests are counted', () => {
  const minute = (max: number) => ({ max, windowMs: 60_000 });
  const LIMITS: RateLimits = {
    requests: { anonymous: minute(3), free: minute(4), pro: minute(6), enterprise: minute(9) },
    passwordsOfAddress: minute(4),
    passwordsOfAccount: { max: 2, windowMs: 900_000 },
    refusedBearersOfAddress: minute(2),
  };
  let time: number;
  let app: TestApplication;
  beforeEach(() => {
    time = NOW.getTime();
    jest.spyOn(Date, 'now').mockImplementation(() => time);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
  });
  const open = async (limits: Partial<RateLimits> = {}, trustedProxies: string[] = []) => {
    app = await openTestApplication({
      ...{ stored: false, rateLimits: { ...LIMITS, ...limits }, trustedProxies },
    });
  };
  const left = ({ status, headers }: Answered): (number | string | undefined)[] => [
    status,
    headers['ratelimit-limit'],
    headers['ratelimit-remaining'],
    headers['ratelimit-reset'],
  ];

  it('per address without a key, by window', async () => {
    await open();
    const url = '/v1/metrics/definitions';
    expect(left(await app.get(url))).toEqual([200, '3', '2', '60']);
    time += 20_000;
    expect(left(await app.get(url))).toEqual([200, '3', '1', '40']);
    expect(left(await app.get('/v1/nowhere'))).toEqual([404, '3', '0', '40']);
    const refused = await app.get(url);
    expect(left(refused)).toEqual([429, '3', '0', '40']);
    expect(refused.headers['retry-after']).toBe('40');
    expect(refused.json).toMatchObject({
      code: 'RATE_LIMITED',
      title: 'Rate limited',
      status: 429,
    });
    expect(refused.headers['content-type']).toMatch(/problem/);
    expect((await app.get('/health/live')).status).toBe(200);
    time += 40_000;
    expect(left(await app.get(url))).toEqual([200, '3', '2', '60']);
  });

  it('per user with a key, by tier, wherever they are', async () => {
    await open();
    const key = await withAnn(app, 'pro');
    for (let i = 0; i < 4; i += 1) await app.get('/v1/account');
    expect((await app.get('/v1/account')).status).toBe(429);
    expect(left(await app.get('/v1/account', bearer(key)))).toEqual([200, '6', '5', '60']);
    const { key: second } = await app.accounts.issueKey({
      ...{ email: EMAIL, name: 'second', expiresAt: null },
    });
    expect(left(await app.get('/v1/account', bearer(second)))).toEqual([200, '6', '4', '60']);
  });

  it('per client of a trusted proxy, and of no other', async () => {
    const from = (client: string) => ({ 'x-forwarded-for': client });
    await open({}, ['127.0.0.1']);
    expect(left(await app.get('/v1/account', from('192.0.2.1')))[2]).toBe('2');
    expect(left(await app.get('/v1/account', from('192.0.2.2')))[2]).toBe('2');
    expect(left(await app.get('/v1/account', from('2001:db8::1')))[2]).toBe('2');
    // One subscriber has a whole network of IPv6 addresses.
    expect(left(await app.get('/v1/account', from('2001:db8::2')))[2]).toBe('1');
    await app.close();
    await open();
    await app.get('/v1/account', from('192.0.2.1'));
    expect(left(await app.get('/v1/account', from('192.0.2.2')))[2]).toBe('1');
  });

  it('where guesses are made, though nothing else is', async () => {
    await open({ requests: null });
    await withAnn(app);
    const refuse = async (text: string) => (await app.get('/v1/assets', bearer(text))).status;
    expect([await refuse('a'), await refuse('b'), await refuse('c')]).toEqual([401, 401, 429]);
    const headers = { 'content-type': 'application/json' };
    const guess = (email: string) =>
      app.send('POST', '/v1/tokens', headers, JSON.stringify({ email, password: 'a guess' }));
    const verify = jest.spyOn(app.hasher, 'verify');
    for (const email of [EMAIL, 'nobody@example.com']) {
      expect((await guess(email)).status).toBe(401);
      expect((await guess(email.toUpperCase())).status).toBe(401);
      const third = await guess(email);
      expect(third.status).toBe(429);
      time += 60_000;
      expect(verify).toHaveBeenCalledTimes(2);
      verify.mockClear();
    }
    expect((await guess(EMAIL)).headers['retry-after']).toBe('780');
    time += 780_000;
    expect((await guess(EMAIL)).status).toBe(401);
    for (const name of ['b', 'c', 'd']) expect((await guess(`${name}@b.c`)).status).toBe(401);
    const fifth = await guess('e@b.c');
    expect([fifth.status, fifth.headers['retry-after']]).toEqual([429, '60']);
    expect(fifth.json.detail).toMatch(/from this address/);
  });

  it('where a key is looked up no more once too many were refused', async () => {
    await open({ requests: null });
    const key = await withAnn(app);
    for (const text of ['a', 'b']) await app.get('/v1/account', bearer(text));
    app.statements();
    expect((await app.get('/v1/account', bearer(key))).status).toBe(429);
    expect(app.statements()).toEqual([]);
    time += 60_000;
    expect((await app.get('/v1/account', bearer(key))).status).toBe(200);
  });
});
