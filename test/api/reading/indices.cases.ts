import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { IndexReader } from '../../../src/store/indices.reader.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

interface Row {
  readonly date: string;
  readonly symbol: string;
  readonly kind: string;
  readonly value: number;
  readonly depth: number;
  readonly period: string;
  readonly levelBefore: number;
  readonly levelAfter: number;
  readonly divisorBefore: number;
  readonly divisorAfter: number;
}
interface Paged {
  readonly page?: { readonly next: string | null };
}
const BOTH = '/v1/indices/both-funds';

async function ask(url: string) {
  const { status, json } = await app.get(url);
  expect([url, status, json.code]).toEqual([url, 200, undefined]);
  return {
    rows: json.data as unknown as Row[],
    meta: json.meta,
    next: (json as Paged).page?.next ?? null,
  };
}

/** All pages of a list. */
async function pages(url: string): Promise<Row[]> {
  const found: Row[] = [];
  let cursor = '';
  for (let page = 0; page < 1000; page += 1) {
    const { rows, next } = await ask(`${url}${cursor}`);
    found.push(...rows);
    if (next === null) return found;
    cursor = `&cursor=${next}`;
  }
  throw new Error('the list has no end');
}

describe('/v1/indices', () => {
  it('lists what is computed here, and what could not be', async () => {
    const { rows } = await ask('/v1/indices');
    expect(rows).toMatchObject([
      { slug: 'both-funds', firstDate: '2023-01-03', lastDate: '2024-12-31', problem: null },
      { slug: 'unknown-sizes', lastDate: null, problem: expect.stringContaining('INDEX_EMPTY') },
    ]);
    const csv = await app.get('/v1/indices?format=csv');
    expect(parse(csv.text, { columns: true })).toMatchObject([
      { slug: 'both-funds', name: `'=Both funds, "evenly"` },
      { slug: 'unknown-sizes' },
    ]);
  });

  it('tells of one, in any case, with its rule and its notes', async () => {
    const { json } = await app.get('/v1/indices/Both-Funds');
    expect(json.data).toMatchObject({
      slug: 'both-funds',
      baseValue: '1000.00000000',
      parameters: { returnKind: 'total' },
      computedAt: '2025-01-01T12:00:00.000Z',
      notes: [
        { kind: 'no-price', date: '2023-01-03', symbol: 'SPLT' },
        { kind: 'no-price', date: '2023-03-31', symbol: 'SPLT' },
      ],
    });
  });

  it.each(['', '/values', '/allocations', '/events', '/metrics', '/rolling', '/returns'])(
    'knows no other one%s',
    async (path) => {
      for (const slug of ['nope', '%00', 'a_b']) {
        const { status, json } = await app.get(`/v1/indices/${slug}${path}`);
        expect([slug, status, json.code]).toEqual([slug, 404, 'INDEX_NOT_FOUND']);
      }
    },
  );
});

describe('values of an index', () => {
  it('are those that are stored, within from and to, by pages', async () => {
    const stored = (await new IndexReader(app.database).series('both-funds'))!;
    const { rows, meta } = await ask(`${BOTH}/values`);
    expect(rows.map(({ value }) => value)).toEqual([...stored.close]);
    expect([rows[0], meta['index']]).toMatchObject([
      { date: '2023-01-03', value: 1000, return: null, divisor: 1 },
      'both-funds',
    ]);
    const part = await ask(`${BOTH}/values?from=2024-02-01&to=2024-02-29`);
    expect(part.rows).toEqual(rows.filter(({ date }) => date.startsWith('2024-02')));
    expect(await pages(`${BOTH}/values?limit=100`)).toEqual(rows);
    expect(await ask('/v1/indices/unknown-sizes/values')).toMatchObject({ rows: [] });
  });

  it('come as CSV, are kept by caches, and refuse what they do not know', async () => {
    const csv = await app.get(`${BOTH}/values?format=csv&from=2024-12-30`);
    expect(csv.headers['content-disposition']).toContain('both-funds-values.csv');
    const [row] = parse<Record<string, string>>(csv.text, { columns: true });
    expect(Object.keys(row!)).toEqual(['date', 'value', 'return', 'divisor']);
    const first = await app.get(`${BOTH}/values`);
    const etag = first.headers['etag']!;
    expect((await app.get(`${BOTH}/values`, { 'if-none-match': etag })).status).toBe(304);
    for (const query of ['bogus=1', 'from=2024-02-01&to=2024-01-01', 'limit=10001']) {
      expect([query, (await app.get(`${BOTH}/values?${query}`)).status]).toEqual([query, 400]);
    }
  });
});

describe('allocations of an index', () => {
  it('are those in force on a date: the newest unless one is given', async () => {
    const then = await ask(`${BOTH}/allocations?date=2023-05-17`);
    expect(then.rows).toMatchObject([
      { date: '2023-03-31', symbol: 'AGG', weight: 0.5 },
      { date: '2023-03-31', symbol: 'SPY', weight: 0.5 },
    ]);
    expect(then.meta['date']).toBe('2023-03-31');
    const newest = await ask(`${BOTH}/allocations`);
    expect(newest.rows.map(({ symbol }) => symbol)).toEqual(['AGG', 'SPLT', 'SPY']);
    expect(newest.meta['date']).toBe('2024-12-31');
    const before = await ask(`${BOTH}/allocations?date=2020-01-02`);
    expect([before.rows, before.meta['date']]).toEqual([[], null]);
  });

  it('of a range come by pages, each row once', async () => {
    const whole = await ask(`${BOTH}/allocations?from=2023-01-01`);
    expect(whole.rows).toHaveLength(2 * 2 + 7 * 3);
    expect(await pages(`${BOTH}/allocations?from=2023-01-01&limit=4`)).toEqual(whole.rows);
    const { status, json } = await app.get(`${BOTH}/allocations?date=2024-01-02&from=2024-01-02`);
    expect([status, json.errors[0]?.field]).toEqual([400, 'date']);
  });
});

describe('the ledger of an index', () => {
  it('tells each event with a level that does not move', async () => {
    const all = await pages(`${BOTH}/events?limit=7`);
    expect(all.slice(0, 3).map(({ kind, symbol }) => [kind, symbol])).toEqual([
      ['entry', 'AGG'],
      ['entry', 'SPY'],
      ['rebalance', null],
    ]);
    expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['split', 'dividend']));
    for (const { levelBefore, levelAfter } of all) {
      expect(Math.abs(levelAfter / levelBefore - 1)).toBeLessThan(1e-12);
    }
    const dividends = await ask(`${BOTH}/events?kind=dividend&symbol=spy`);
    expect(dividends.rows.map(({ date }) => date)).toEqual(['2023-03-17', '2024-06-21']);
    const [first] = dividends.rows;
    expect(first!.divisorAfter).toBeLessThan(first!.divisorBefore);
    const csv = await app.get(`${BOTH}/events?format=csv&kind=split`);
    expect(parse(csv.text, { columns: true })).toMatchObject([
      { symbol: 'SPLT', detail: expect.stringContaining('"ratio":4') },
    ]);
  });

  it('goes on where a page ended, and nowhere else', async () => {
    const { next } = await ask(`${BOTH}/events?limit=2`);
    const other = await app.get(`${BOTH}/values?cursor=${next ?? ''}`);
    expect([other.status, other.json.code]).toEqual([400, 'BAD_CURSOR']);
  });
});

describe('figures of an index', () => {
  interface Told {
    readonly index: string;
    readonly metrics: Readonly<Record<string, number | null>>;
  }
  const figuresOf = async (query: string): Promise<Told> =>
    (await ask(`${BOTH}/metrics?${query}`)).rows as unknown as Told;

  it('are those of the snapshot, and the same when they are computed', async () => {
    const ids = ['volatility', 'sharpe', 'beta', 'maxDrawdown', 'totalReturn'];
    app.statements();
    const published = await figuresOf(`window=1y&metrics=${ids.join()}`);
    expect(app.statements().join()).not.toContain('index_values');
    expect(published.index).toBe('both-funds');
    const computed = await figuresOf(`from=2023-12-29&to=2024-12-31&metrics=${ids.join()}`);
    expect(computed.metrics).toEqual(published.metrics);
    const values = (await ask(`${BOTH}/values?from=2023-12-29`)).rows.map(({ value }) => value);
    const growth = values.at(-1)! / values[0]! - 1;
    expect(published.metrics['totalReturn']).toBeCloseTo(growth, 12);
  });

  it('are held against itself, and not as they were known', async () => {
    const own = await figuresOf('benchmark=both-funds&metrics=beta,trackingError');
    expect(own.metrics).toEqual({ beta: 1, trackingError: 0 });
    const { status, json } = await app.get(`${BOTH}/metrics?knownAt=2025-01-01T12:00:00Z`);
    expect([status, json.code]).toEqual([400, 'INDEX_NOT_KNOWN_AT']);
  });

  it('roll, and are told by calendar and by fall', async () => {
    const rolling = await ask(`${BOTH}/rolling?metrics=volatility&lookback=63&from=2024-12-01`);
    expect(rolling.meta).toMatchObject({ index: 'both-funds', lookback: 63, benchmark: 'SPY' });
    expect(rolling.rows.at(-1)?.date).toBe('2024-12-31');
    const years = await ask(`${BOTH}/returns?by=year`);
    expect(years.rows.map(({ period }) => period)).toEqual(['2023', '2024']);
    const falls = await ask(`${BOTH}/drawdowns?top=3`);
    const deepest = await figuresOf('window=max&metrics=maxDrawdown');
    expect(falls.rows[0]!.depth).toBe(deepest.metrics['maxDrawdown']);
  });
});
