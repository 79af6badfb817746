import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { ScriptedServer, type ScriptedResponse } from '../../../test/providers/scriptedServer.js';
import { HttpClient, type HttpClientOptions } from './httpClient.js';
import { retryAfterMs, RETRY_AFTER_MAX_MS } from './httpAnswer.js';
import { ProviderError } from './providerError.js';

const QUICK: Partial<HttpClientOptions> = {
  initialBackoffMs: 1,
  maxBackoffMs: 5,
  attemptTimeoutMs: 200,
  totalTimeoutMs: 2000,
  maxContentBytes: 10_000,
};
const json = (body: unknown): ScriptedResponse => ({ body });
const page: ScriptedResponse = {
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Will be right back</body></html>',
};

describe('HttpClient', () => {
  let server: ScriptedServer;
  let client: HttpClient;

  beforeAll(async () => void (server = await ScriptedServer.start()));
  afterAll(() => server.close());
  beforeEach(() => {
    server.reset();
    client = new HttpClient(QUICK);
  });
  afterEach(() => client.close());

  const get = (signal = new AbortController().signal): Promise<unknown> =>
    client.getJson({ url: new URL('/data?crumb=secret', server.url), signal });

  async function failure(promise: Promise<unknown>): Promise<ProviderError> {
    const error: unknown = await promise.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).message).not.toContain('secret');
    return error as ProviderError;
  }

  it('reads JSON, as a browser', async () => {
    server.enqueue(json({ a: 1 }));
    await expect(get()).resolves.toEqual({ a: 1 });
    expect(server.requests[0]!.headers['user-agent']).toMatch(/^Mozilla/);
  });

  const cutOff = { headers: { 'content-type': 'application/json' }, body: '{"chart":{"res' };
  const unreadable = { headers: { 'content-type': 'application/json' }, body: '{"chart":oops}' };
  it.each([
    ['a 429 with a text body', { status: 429, body: 'Too Many Requests' }, 'throttled', 4],
    ['a throttle text with 200', { body: 'Edge: Too Many Requests' }, 'throttled', 4],
    ['status 999', { status: 999, body: '' }, 'throttled', 4],
    ['a page with 200', page, 'temporary', 4],
    ['a 502 page', { ...page, status: 502 }, 'temporary', 4],
    ['JSON that breaks off', cutOff, 'temporary', 4],
    ['a dropped connection', { drop: 'at-once' }, 'temporary', 4],
    ['a body dropped half-way', { ...json({ long: 'text' }), drop: 'half-way' }, 'temporary', 4],
    ['JSON that cannot be read', unreadable, 'malformed', 1],
    ['other text', { body: 'hello' }, 'malformed', 1],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, 'malformed', 1],
    ['a 403', { status: 403, body: 'no' }, 'forbidden', 1],
    ['a 404', { status: 404, body: 'no' }, 'not-found', 1],
    ['a body past the limit', json('x'.repeat(20_000)), 'malformed', 1],
  ] as const)('takes %s for what it is', async (_what, response, kind, tries) => {
    server.otherwise(() => response);
    expect((await failure(get())).failure).toBe(kind);
    expect(server.requests).toHaveLength(tries);
  });

  it('succeeds after failures that pass', async () => {
    server.enqueue({ status: 503, body: '' }, page, json([1]));
    await expect(get()).resolves.toEqual([1]);
    expect(server.requests).toHaveLength(3);
  });

  it('waits as long as Retry-After says, and not at all when that outlasts the deadline', async () => {
    server.enqueue({ status: 429, headers: { 'retry-after': '1' }, body: '' }, json({}));
    const before = Date.now();
    await get();
    expect(Date.now() - before).toBeGreaterThanOrEqual(990);
    server.reset();
    server.enqueue({ status: 429, headers: { 'retry-after': '120' }, body: '' });
    const error = await failure(get());
    expect(error).toMatchObject({ failure: 'throttled', retryAfterMs: 120_000 });
    expect(server.requests).toHaveLength(1);
  });

  it('reads both forms of Retry-After, and believes an hour at most', () => {
    const now = Date.parse('2024-06-07T12:00:00Z');
    expect(retryAfterMs('Fri, 07 Jun 2024 12:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Fri, 07 Jun 2024 11:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999', now)).toBe(RETRY_AFTER_MAX_MS);
    expect(retryAfterMs('soon', now)).toBeNull();
  });

  it('gives up a try on a slow or dripping answer', async () => {
    server.enqueue({ delayMs: 1000 }, { ...json({ a: 'slowly' }), dripMs: 50 }, json({ a: 2 }));
    await expect(get()).resolves.toEqual({ a: 2 });
    expect(server.requests).toHaveLength(3);
  });

  it('ends within the whole deadline', async () => {
    client = new HttpClient({ ...QUICK, totalTimeoutMs: 300, maxRetries: 50 });
    server.otherwise(() => ({ delayMs: 1000 }));
    const before = Date.now();
    expect((await failure(get())).failure).toBe('temporary');
    expect(Date.now() - before).toBeLessThan(900);
  });

  it.each(['a try', 'a wait'])("ends during %s by the caller's signal", async (during) => {
    const backoff = { initialBackoffMs: 5000, maxBackoffMs: 5000, totalTimeoutMs: 60_000 };
    client = new HttpClient({ ...QUICK, ...backoff });
    server.otherwise(() => (during === 'a try' ? { delayMs: 1000 } : { status: 503 }));
    const caller = new AbortController();
    setTimeout(() => caller.abort(new Error('enough')), 50);
    const before = Date.now();
    await expect(get(caller.signal)).rejects.toThrow('enough');
    expect(Date.now() - before).toBeLessThan(500);
  });

  it('leaves a failing host alone, and tries it again after a rest', async () => {
    client = new HttpClient({ ...QUICK, maxRetries: 1, breakerThreshold: 2, breakerRestMs: 100 });
    server.otherwise(() => ({ status: 503, body: '' }));
    await failure(get());
    expect(server.requests).toHaveLength(2);
    const resting = await failure(get());
    expect(resting).toMatchObject({ failure: 'temporary', retryAfterMs: 100 });
    expect(server.requests).toHaveLength(2);
    server.otherwise(() => json({ well: true }));
    await new Promise((resolve) => setTimeout(resolve, 120));
    await expect(get()).resolves.toEqual({ well: true });
  });

  it('may be closed twice', () => {
    client.close();
    expect(() => client.close()).not.toThrow();
  });
});
