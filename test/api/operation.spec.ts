import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { RunStore } from '../../src/store/runs.store.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

describe('a published service', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await openTestApplication();
  });
  afterAll(() => app.close());

  it('tells what is published', async () => {
    const { json } = await app.get('/v1/snapshots/latest');
    expect(json.data).toEqual({
      id: json.meta['snapshot'],
      asOf: '2024-12-31',
      source: 'simulated',
      publishedAt: '2025-01-01T02:00:00.000Z',
      definitions: expect.stringMatching(/^\w+$/),
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      assets: 4,
    });
  });

  it('tells of a night and of each asset in it', async () => {
    const { json } = await app.get(`/v1/runs/${app.runId.toUpperCase()}`);
    expect(json.data).toMatchObject({
      id: app.runId,
      trigger: 'demo',
      status: 'completed',
      session: '2024-12-31',
      startedAt: '2025-01-01T02:00:00.000Z',
      assets: 5,
      assetsStored: 4,
      assetsFailed: 1,
      error: null,
    });
    const tasks = json.data['tasks'] as unknown as Record<string, unknown>[];
    expect(tasks.map(({ symbol }) => symbol)).toEqual(['AGG', 'BRK.B', 'EMPTY', 'SPLT', 'SPY']);
    expect(tasks[2]).toEqual({
      symbol: 'EMPTY',
      status: 'failed',
      attempts: 2,
      barsAdded: 0,
      barsReplaced: 0,
      rowsWritten: 0,
      findings: 0,
      lastDate: null,
      errorCode: 'SYMBOL_UNKNOWN',
      error: 'There is no such symbol.',
      finishedAt: '2025-01-01T02:00:00.000Z',
    });
  });

  it('lists the nights, newest first, in pages', async () => {
    for (const day of [2, 3]) {
      const at = new Date(Date.UTC(2025, 0, day));
      const runs = new RunStore(app.database);
      const session = tradingDate(`2025-01-0${String(day)}`);
      const request = { trigger: 'schedule' as const, source: 'simulated', assetIds: [] };
      const { id } = await runs.open({ ...request, session, now: at });
      const end = { status: 'failed' as const, now: at, snapshotId: null, figuresWritten: 0 };
      await runs.close(id, { ...end, error: 'The provider was away.' });
    }
    const sessions: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await app.get(`/v1/runs?limit=1${cursor}`);
      sessions.push(json.data[0]!['session']);
      cursor = json.page.next === null ? '' : `&cursor=${json.page.next}`;
    } while (cursor !== '' && sessions.length < 10);
    expect(sessions).toEqual(['2025-01-03', '2025-01-02', '2024-12-31']);
    expect((await app.get('/v1/runs?status=completed')).json.data).toHaveLength(1);
  });

  it('lists findings by what they are about', async () => {
    const count = async (query: string) =>
      (await app.get(`/v1/findings?${query}`)).json.data.length;
    const { json } = await app.get('/v1/findings');
    expect(json.data).toEqual([
      {
        id: expect.any(String),
        symbol: 'AGG',
        code: 'price-order',
        severity: 'error',
        tradeDate: '2024-03-01',
        message: '=1+1 was refused',
        detail: { low: '9' },
        runId: app.runId,
        foundAt: '2025-01-01T02:00:00.000Z',
      },
    ]);
    expect(await count('symbol=agg&code=price-order&severity=error')).toBe(1);
    expect(await count('from=2024-03-01&to=2024-03-01')).toBe(1);
    expect(await count('symbol=SPY')).toBe(0);
    expect(await count('severity=info')).toBe(0);
    expect(await count('from=2024-03-02')).toBe(0);
  });

  it('is live and ready', async () => {
    expect((await app.get('/health/live')).json).toEqual({ status: 'live' });
    const ready = await app.get('/health/ready');
    expect([ready.status, ready.json['status'], ready.json['asOf']]).toEqual([
      200,
      'ready',
      '2024-12-31',
    ]);
  });

  it('sends security headers and an id with every answer', async () => {
    for (const url of ['/v1/assets', '/nope', '/docs', '/v1/assets/%zz']) {
      const { headers } = await app.get(url, { 'x-request-id': 'chosen by the reader' });
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('a service before its first snapshot', () => {
  it('lists what is stored, and says what to run where figures are asked for', async () => {
    const app = await openTestApplication({ published: false });
    const { status, json, headers } = await app.get('/v1/assets');
    expect([status, json.data.length, json.meta['snapshot']]).toEqual([200, 5, null]);
    expect(json.meta).toMatchObject({ asOf: null, source: 'simulated' });
    expect(json.meta['notice']).toMatch(/simulated/);
    expect([headers['etag'], headers['cache-control']]).toEqual([undefined, 'no-store']);
    expect((await app.get('/v1/assets/SPY/prices?limit=3')).json.data).toHaveLength(3);
    for (const url of ['/v1/metrics', '/v1/assets/SPY/metrics', '/v1/snapshots/latest']) {
      const answer = await app.get(url);
      expect([answer.status, answer.json.code]).toEqual([503, 'NO_SNAPSHOT']);
      expect(answer.json.detail).toContain('highwater refresh');
      expect(answer.headers['retry-after']).toBe('30');
    }
    expect((await app.get('/health/ready')).status).toBe(503);
    expect((await app.get('/health/live')).status).toBe(200);
    await app.close();
  });

  it('answers from an empty database', async () => {
    const app = await openTestApplication({ stored: false });
    for (const url of ['/v1/assets', '/v1/runs', '/v1/findings', '/v1/metrics/definitions']) {
      const { status, json } = await app.get(url);
      expect([url, status, json.meta['source']]).toEqual([url, 200, null]);
      expect(json.meta).not.toHaveProperty('notice');
    }
    const { json } = await app.get('/openapi.json');
    expect((json['info'] as { description: string }).description).not.toMatch(/simulated/);
    await app.close();
  });
});

describe('a service whose database is away', () => {
  it.each(['ECONNREFUSED', '57P01', 'XX000'])('is live and not ready: %s', async (code) => {
    const app = await openTestApplication({ stored: false });
    const { session } = app.database;
    const query = session.query.bind(session);
    const away = Object.assign(new Error('postgresql://user:secret@host is away'), { code });
    session.query = () => Promise.reject(away);
    expect((await app.get('/health/live')).status).toBe(200);
    const ready = await app.get('/health/ready');
    expect([ready.status, ready.json.code]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    const assets = await app.get('/v1/assets');
    expect(assets.status).toBe(code === 'XX000' ? 500 : 503);
    expect(ready.text + assets.text).not.toContain('secret');
    expect((await app.get('/openapi.json')).status).toBe(200);
    session.query = query;
    await app.close();
  });
});
