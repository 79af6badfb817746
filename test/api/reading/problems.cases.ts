import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestApplication, type TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

const SEED = Number(process.env['FC_SEED'] ?? 31415);

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const LISTS = ['/v1/assets', '/v1/metrics', '/v1/runs', '/v1/findings', '/v1/assets/SPY/prices'];
const ALL = [
  ...LISTS,
  '/v1/assets/SPY',
  '/v1/assets/SPY/actions',
  '/v1/assets/SPY/metrics',
  '/v1/metrics/definitions',
  '/v1/snapshots/latest',
  '/health/live',
  '/health/ready',
];

describe('what is wrong is said as a problem', () => {
  it.each(ALL)('%s refuses a parameter that it does not know', async (url) => {
    const { status, json, headers } = await app.get(`${url}?bogus=1`);
    expect([status, json.code]).toEqual([400, 'UNKNOWN_PARAMETER']);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(json).toMatchObject({
      type: 'urn:highwater:problem:unknown-parameter',
      title: 'Unknown parameter',
      status: 400,
      instance: `${url}?bogus=1`,
    });
    expect(json.errors[0]).toMatchObject({ field: 'bogus' });
    expect(json.detail).toContain('"bogus"');
  });

  it.each(LISTS)('%s refuses a parameter given twice', async (url) => {
    const { status, json } = await app.get(`${url}?limit=1&limit=2`);
    expect([status, json.code, json.errors[0]?.field]).toEqual([
      400,
      'REPEATED_PARAMETER',
      'limit',
    ]);
  });

  it.each(LISTS)('%s refuses cursors that it did not give', async (url) => {
    const forged = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
    const cursors = [
      'abc',
      forged({}),
      forged(['assets symbol']),
      forged(['metrics 1y -sharpe', '1', 'SPY']),
      forged(['runs', 'no time', 'no id']),
      forged(['findings', '2024-99-99', '00000000-0000-7000-8000-000000000000']),
      forged(['prices SPY daily', null, 'someday']),
      forged(['assets symbol', 'x\u0000', 'SPY']),
    ];
    for (const cursor of cursors) {
      const { status, json } = await app.get(`${url}?cursor=${cursor}`);
      expect([cursor, status, json.code]).toEqual([cursor, 400, 'BAD_CURSOR']);
    }
    for (const cursor of ['', '%00', 'a'.repeat(601), "';--"]) {
      const { json } = await app.get(`${url}?cursor=${cursor}`);
      expect(json.code).toBe('INVALID_PARAMETER');
    }
  });

  it('refuses several parameters at once, naming each', async () => {
    const { json } = await app.get('/v1/findings?severity=bad&symbol=!&limit=0&from=x');
    expect(json.errors.map(({ field }) => field).sort()).toEqual([
      'from',
      'limit',
      'severity',
      'symbol',
    ]);
    expect(json.errors.every(({ accepts, problem }) => accepts !== '' && problem !== '')).toBe(
      true,
    );
  });

  it('knows no other address', async () => {
    for (const url of ['/v1', '/v1/nope', '/v2/assets', '/v1/assets/SPY/nope', '/docs/nope.js']) {
      const { status, json } = await app.get(url);
      expect([url, status, json.code]).toEqual([url, 404, 'ROUTE_NOT_FOUND']);
    }
    expect((await app.get('/v1/runs/01980000-0000-7000-8000-000000000000')).json).toMatchObject({
      status: 404,
      code: 'RUN_NOT_FOUND',
    });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is not answered', async (method) => {
    const known = await app.send(method, '/v1/assets/SPY/prices', { 'content-type': 'x/y' });
    expect([known.status, known.json.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(known.headers['allow']).toBe('GET, HEAD');
    expect((await app.send(method, '/nope')).json.code).toBe('ROUTE_NOT_FOUND');
  });

  it('has addresses of a bounded length, decently encoded', async () => {
    const long = await app.get(`/v1/assets?q=${'a'.repeat(5000)}`);
    expect([long.status, long.json.code]).toEqual([414, 'URL_TOO_LONG']);
    const part = await app.get(`/v1/assets/${'A'.repeat(400)}`);
    expect([part.status, part.json.code]).toEqual([414, 'URL_TOO_LONG']);
    for (const url of ['/v1/assets/%zz', '/v1/assets/%', '/v1/assets/%ff%fe']) {
      const { status, json, headers } = await app.get(url);
      expect([url, status, json.code]).toEqual([url, 400, 'BAD_REQUEST']);
      expect(headers['content-type']).toMatch(/problem/);
    }
  });

  it(`never fails inside, whatever is asked (seed ${String(SEED)})`, async () => {
    const names = fc.constantFrom(
      ...['q', 'sort', 'limit', 'cursor', 'filter', 'fields', 'window', 'from', 'to', 'benchmark'],
      ...['riskFreeRate', 'asOf', 'adjust', 'frequency', 'symbol', 'code', 'format', '__proto__'],
    );
    const values = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('1y'));
    const encoded = values.map((value) => encodeURIComponent(value.toWellFormed()));
    const pair = fc.tuple(names, encoded).map(([name, value]) => `${name}=${value}`);
    const paths = fc.oneof(
      fc.constantFrom(...ALL),
      encoded.map((symbol) => `/v1/assets/${symbol}/prices`),
    );
    await fc.assert(
      fc.asyncProperty(paths, fc.array(pair, { maxLength: 3 }), async (path, query) => {
        const { status } = await app.get(`${path}?${query.join('&')}`);
        expect([200, 400, 404, 406, 414]).toContain(status);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('tells nobody what broke inside, but the id that the log has', async () => {
    const broken = await openTestApplication({ stored: false });
    await broken.database.session.execute('drop table quality_findings cascade');
    const { status, json, headers, text } = await broken.get('/v1/findings');
    expect([status, json.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(json['id']).toBe(headers['x-request-id']);
    expect(text).not.toMatch(/quality_findings|select|node_modules/);
    await broken.close();
  });

  it('answers even what is no HTTP', async () => {
    await app.application.listen(0, '127.0.0.1');
    const { port } = app.application.getHttpServer().address() as { port: number };
    const speak = (words: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(words));
        let heard = '';
        socket.on('data', (chunk) => (heard += chunk.toString()));
        socket.on('close', () => resolve(heard)).on('error', reject);
      });
    expect(await speak('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*problem\+json[^]*BAD_REQ/);
    const flood = `GET /v1/assets?q=${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`;
    expect(await speak(flood)).toMatch(/^HTTP\/1\.1 431 [^]*HEADERS_TOO_LARGE/);
  });
});
