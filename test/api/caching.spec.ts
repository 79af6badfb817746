import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SnapshotStore } from '../../src/store/snapshots.store.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await openTestApplication();
});
afterAll(() => app.close());

const KEPT = [
  '/v1/assets',
  '/v1/assets/SPY',
  '/v1/assets/SPY/prices',
  '/v1/assets/SPY/actions',
  '/v1/assets/SPY/metrics',
  '/v1/metrics',
  '/v1/metrics/definitions',
  '/v1/snapshots/latest',
];

describe('answers that caches may keep', () => {
  it.each(KEPT)('%s: 304 from the snapshot pointer alone', async (url) => {
    const first = await app.get(url);
    expect(first.headers['etag']).toMatch(/^"[\w-]{32}"$/);
    expect(first.headers['cache-control']).toBe('public, max-age=600');
    expect(first.headers['vary']).toBe('Accept');
    app.statements();
    const again = await app.get(url, { 'if-none-match': `"other", W/${first.headers['etag']!}` });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect(again.headers['cache-control']).toBe('public, max-age=600');
    expect(app.statements()).toEqual([expect.stringContaining('from snapshots')]);
    expect((await app.get(url, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await app.get(url)).text).toBe(first.text);
  });

  it('has one tag for one answer, whatever the spelling of its address', async () => {
    const tag = async (url: string, headers = {}) => (await app.get(url, headers)).headers['etag'];
    const standard = await tag('/v1/assets/SPY/prices?from=2024-01-02&limit=5');
    expect(await tag('/v1/assets/spy/prices?limit=5&from=2024-01-02')).toBe(standard);
    expect(await tag('/v1/assets/s%70y/prices?limit=5&from=2024-01-02&format=json')).toBe(standard);
    const others = [
      await tag('/v1/assets/SPY/prices?from=2024-01-02&limit=6'),
      await tag('/v1/assets/AGG/prices?from=2024-01-02&limit=5'),
      await tag('/v1/assets/SPY/prices?from=2024-01-02&limit=5&format=csv'),
    ];
    expect(new Set([standard, ...others]).size).toBe(4);
    expect(await tag('/v1/assets/SPY/prices?from=2024-01-02&limit=5', { accept: 'text/csv' })).toBe(
      others[2],
    );
  });

  it.each(['/v1/runs', '/v1/findings', '/health/live', '/health/ready', '/v1/assets/NOPE'])(
    '%s is kept by nobody',
    async (url) => {
      const { headers } = await app.get(url);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['etag']).toBeUndefined();
    },
  );

  it.each(KEPT)('HEAD %s says what GET would, without a body', async (url) => {
    const [get, head] = [await app.get(url), await app.send('HEAD', url)];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length', 'cache-control']) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
  });
});

describe('after the next snapshot', () => {
  it('no old answer is taken for a current one, from the very next request on', async () => {
    const first = await app.get('/v1/snapshots/latest');
    const store = new SnapshotStore(app.database);
    const published = (await store.published())!;
    await store.publish({ ...published, fingerprint: '0'.repeat(64) }, []);
    const next = (await store.published())!;
    expect(next.id).not.toBe(published.id);
    const again = await app.get('/v1/snapshots/latest', {
      'if-none-match': first.headers['etag']!,
    });
    expect(again.status).toBe(200);
    expect(again.json.data).toMatchObject({ id: next.id });
    expect(again.json.meta['snapshot']).toBe(next.id);
  });
});

describe('where nothing is scheduled', () => {
  it('an answer is kept for a minute', async () => {
    const other = await openTestApplication({ nextUpdateAt: null });
    const { headers, json } = await other.get('/v1/assets');
    expect(headers['cache-control']).toBe('public, max-age=60');
    expect(json.meta['nextUpdateAt']).toBeNull();
    await other.close();
  });
});
