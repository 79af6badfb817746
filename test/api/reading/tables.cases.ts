import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { SeriesStore } from '../../../src/store/series.store.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

type Row = Record<string, never> & Record<string, number | string | boolean | null>;

async function answer(url: string): Promise<{ data: unknown; meta: Row }> {
  const { status, json } = await app.get(`/v1/${url}`);
  expect([url, status, json.code]).toEqual([url, 200, undefined]);
  return { data: json.data, meta: json.meta as Row };
}

/** A list, whose rows tests name the fields of. */
async function read(url: string): Promise<{ data: Row[]; meta: Row }> {
  const { data, meta } = await answer(url);
  return { data: data as Row[], meta };
}

/** One object. */
const one = async (url: string): Promise<Row> => (await answer(url)).data as Row;

interface Matrix {
  readonly symbols: string[];
  readonly matrix: (number | null)[][];
  readonly observations: number;
}

const matrixOf = async (query: string): Promise<Matrix> =>
  (await answer(`correlations?${query}`)).data as Matrix;

const figureOf = async (url: string, metric: string): Promise<number> => {
  const { metrics } = (await answer(url)).data as { metrics: Record<string, number> };
  return metrics[metric]!;
};

const csv = async (url: string): Promise<Record<string, string>[]> =>
  parse((await app.get(`/v1/${url}`, { accept: 'text/csv' })).text, { columns: true });

describe('/v1/assets/{symbol}/returns', () => {
  it('compounds to the growth of the adjusted closes, whatever the period', async () => {
    const { series } = (await new SeriesStore(app.database).load('SPLT'))!;
    const growth = series.adjustedClose.at(-1)! / series.adjustedClose[0]!;
    for (const by of ['month', 'quarter', 'year']) {
      const { data, meta } = await read(`assets/splt/returns?by=${by}`);
      expect(meta).toMatchObject({ symbol: 'SPLT', by });
      const compounded = data.reduce((total, row) => total * (1 + Number(row['return'])), 1);
      expect(compounded).toBeCloseTo(growth, 12);
      expect(data[0]!['isComplete']).toBe(false);
      expect(data.at(-1)).toMatchObject({ to: '2024-12-31', isComplete: true });
    }
  });

  it('is a table of years too, as JSON and as CSV', async () => {
    const { data } = await read('assets/SPLT/returns?by=quarter&layout=table');
    expect(data.map(({ year }) => year)).toEqual([2023, 2024]);
    expect(data[0]).toMatchObject({ q1: null, q2: expect.any(Number) });
    const rows = await csv('assets/SPLT/returns?layout=table');
    expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(['year', 'jan', 'dec', 'total']));
    expect(rows[0]!['jan']).toBe('');
    const [row] = (await read('assets/SPLT/returns?by=year')).data.slice(-1);
    expect(Number(rows[1]!['total'])).toBe(row!['return']);
  });

  it('takes dates, and looks at nothing after the last', async () => {
    const { data } = await read('assets/SPY/returns?from=2024-02-01&to=2024-03-14');
    expect(data.map(({ period, isComplete }) => [period, isComplete])).toEqual([
      ['2024-02', true],
      ['2024-03', false],
    ]);
    expect((await read('assets/EMPTY/returns')).data).toEqual([]);
  });
});

describe('/v1/assets/{symbol}/drawdowns', () => {
  it('ranks them, the deepest as the figures have it', async () => {
    const { data, meta } = await read('assets/SPY/drawdowns?top=3');
    expect(data.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const deepest = await figureOf('assets/SPY/metrics?window=max', 'maxDrawdown');
    expect(data[0]!['depth']).toBe(deepest);
    expect(meta).toMatchObject({ symbol: 'SPY', from: '2022-06-01', to: '2024-12-31' });
    const rows = await csv('assets/SPY/drawdowns?top=3');
    expect(rows.map((row) => Number(row['depth']))).toEqual(data.map(({ depth }) => depth));
  });

  it('sees no fall before its window, nor after asOf', async () => {
    const { data, meta } = await read('assets/SPY/drawdowns?window=6m&asOf=2024-06-28');
    expect(meta).toMatchObject({ from: '2023-12-28', to: '2024-06-28' });
    for (const row of data) expect(String(row['peakDate']) >= '2023-12-28').toBe(true);
    expect((await read('assets/SPLT/drawdowns?window=10y')).data).toEqual([]);
  });
});

describe('/v1/assets/{symbol}/distribution', () => {
  it('counts every return once', async () => {
    const data = await one('assets/AGG/distribution?bins=12');
    const bins = data['histogram'] as unknown as { count: number; cumulative: number }[];
    expect(bins).toHaveLength(12);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(252);
    expect(bins.at(-1)!.cumulative).toBe(1);
    expect(data).toMatchObject({ observations: 252, reason: null, basis: 'daily' });
    expect(Object.keys(data['quantiles'] as unknown as object)).toEqual(
      expect.arrayContaining(['1', '50', '99']),
    );
    expect(await csv('assets/AGG/distribution?bins=12')).toHaveLength(12);
  });

  it('says why there is none', async () => {
    const young = await one('assets/BRK.B/distribution?window=1y');
    expect(young).toMatchObject({ reason: 'insufficient-history', histogram: [] });
    const monthly = await one('assets/BRK.B/distribution?window=max&basis=monthly');
    expect(monthly).toMatchObject({ reason: 'too-few-observations', observations: 0 });
  });
});

describe('/v1/assets/{symbol}/markets', () => {
  it('parts the periods by the benchmark', async () => {
    const { data, meta } = await read('assets/AGG/markets');
    expect(data.map(({ market }) => market)).toEqual(['up', 'down', 'all']);
    expect(data[2]!['periods']).toBe(252);
    expect(meta).toMatchObject({ symbol: 'AGG', benchmark: 'SPY', basis: 'daily', reason: null });
    const own = (await read('assets/SPY/markets?basis=weekly')).data;
    expect(own.map(({ capture }) => capture)).toEqual([1, 1, 1]);
    expect(own[2]).toMatchObject({ battingAverage: 0, beta: 1 });
  });

  it('takes any asset as the benchmark', async () => {
    const { meta } = await read('assets/SPY/markets?benchmark=agg');
    expect(meta['benchmark']).toBe('AGG');
    const missing = await app.get('/v1/assets/SPY/markets?benchmark=NOPE');
    expect([missing.status, missing.json.code]).toEqual([404, 'BENCHMARK_NOT_FOUND']);
    expect((await read('assets/SPY/markets?benchmark=EMPTY')).meta['reason']).toBe('no-benchmark');
  });
});

describe('/v1/correlations', () => {
  it('is symmetric, in the order asked for, and agrees with the figures', async () => {
    const data = await matrixOf('symbols=agg,SPY,SPLT');
    expect(data.symbols).toEqual(['AGG', 'SPY', 'SPLT']);
    expect(data.matrix.map((row, i) => row[i])).toEqual([1, 1, 1]);
    expect(data.matrix[0]![1]).toBe(data.matrix[1]![0]);
    const correlation = await figureOf('assets/AGG/metrics', 'correlation');
    expect(data.matrix[0]![1]).toBeCloseTo(correlation, 12);
    const rows = await csv('correlations?symbols=agg,SPY');
    expect(rows.map((row) => [row['symbol'], Number(row['AGG'])])).toEqual([
      ['AGG', 1],
      ['SPY', data.matrix[0]![1]],
    ]);
  });

  it('gives covariances per year on weekly and monthly returns too', async () => {
    const weekly = await matrixOf('symbols=AGG,SPY&measure=covariance&basis=weekly');
    expect(weekly.observations).toBe(52);
    expect(weekly.matrix[1]![1]).toBeGreaterThan(0);
    const none = await matrixOf('symbols=AGG,EMPTY');
    expect(none.matrix).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it.each([
    ['symbols=SPY', 'symbols'],
    ['symbols=SPY,spy', 'symbols'],
    ['symbols=SPY,;drop', 'symbols'],
    [`symbols=${Array.from({ length: 51 }, (_, i) => `S${i}`).join()}`, 'symbols'],
    ['', 'symbols'],
    ['symbols=SPY,AGG&measure=cosine', 'measure'],
    ['symbols=SPY,AGG&window=2y', 'window'],
    ['symbols=SPY,AGG&window=1y&from=2024-01-02', 'window'],
    ['symbols=SPY,AGG&to=2024-01-02', 'to'],
    ['symbols=SPY,AGG&basis=hourly', 'basis'],
  ])('refuses %s', async (query, field) => {
    const { status, json } = await app.get(`/v1/correlations?${query}`);
    expect([status, json.errors[0]?.field]).toEqual([400, field]);
  });
});

describe('a parameter that is left out', () => {
  it('is named, with what it accepts', async () => {
    const { json } = await app.get('/v1/correlations');
    expect(json.errors).toEqual([
      {
        field: 'symbols',
        problem: 'is missing',
        accepts: '2 to 50 different symbols separated by commas, in any case',
      },
    ]);
  });
});

describe('every table of an asset', () => {
  const paths = ['returns', 'drawdowns', 'distribution', 'markets'];

  it.each(paths)('%s knows its asset, its parameters and its snapshot', async (path) => {
    const url = `/v1/assets/SPY/${path}`;
    const first = await app.get(url);
    const again = await app.get(url, { 'if-none-match': first.headers['etag']! });
    expect(again.status).toBe(304);
    const missing = await app.get(`/v1/assets/NOPE/${path}`);
    expect([missing.status, missing.json.code]).toEqual([404, 'ASSET_NOT_FOUND']);
    const unknown = await app.get(`${url}?bogus=1`);
    expect([unknown.status, unknown.json.errors[0]?.field]).toEqual([400, 'bogus']);
    const reversed = await app.get(`${url}?from=2024-05-01&to=2024-04-01`);
    expect([reversed.status, reversed.json.errors[0]?.field]).toEqual([400, 'from']);
  });

  it.each([
    ['returns', 'by=week', 'by'],
    ['returns', 'layout=cube', 'layout'],
    ['drawdowns', 'top=0', 'top'],
    ['drawdowns', 'top=1001', 'top'],
    ['distribution', 'bins=201', 'bins'],
    ['markets', 'benchmark=%00', 'benchmark'],
  ])('%s refuses %s', async (path, query, field) => {
    const { status, json } = await app.get(`/v1/assets/SPY/${path}?${query}`);
    expect([status, json.errors[0]?.field]).toEqual([400, field]);
  });
});
