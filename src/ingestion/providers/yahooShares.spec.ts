import { describe, expect, it } from '@jest/globals';
import { tradingDate } from '../../domain/tradingDate.js';
import { parseShares } from './yahooShares.js';

const RANGE = { symbol: 'BRK.B', from: null, to: tradingDate('2024-06-30') };
const seconds = (time: string): number => Date.parse(time) / 1000;

const answer = (counts: readonly (readonly [time: string, count: number | null])[]) => ({
  timeseries: {
    result: [
      {
        meta: { symbol: ['BRK-B'], type: ['shares_out'] },
        timestamp: counts.map(([time]) => seconds(time)),
        shares_out: counts.map(([, count]) => count),
      },
    ],
    error: null,
  },
});

const told = (body: unknown, range: Partial<Parameters<typeof parseShares>[1]> = {}) =>
  parseShares(body, { ...RANGE, ...range }).caps.map(({ date, sharesOutstanding }) => [
    date,
    sharesOutstanding?.toNumber(),
  ]);

describe("Yahoo's share counts", () => {
  it('are read by date, whatever their order, each level once', () => {
    const body = answer([
      ['2024-05-30T00:00Z', 100],
      ['2024-05-29T00:00Z', 100],
      ['2024-06-03T00:00Z', null],
      ['2024-06-04T00:00Z', 400],
      ['2024-06-05T00:00Z', 400],
    ]);
    expect(told(body)).toEqual([
      ['2024-05-29', 100],
      ['2024-06-04', 400],
    ]);
    expect(told(body, { from: tradingDate('2024-06-01'), to: tradingDate('2024-06-04') })).toEqual([
      ['2024-06-04', 400],
    ]);
  });

  it('are those nearest to the day before where a day has several, and that is told', () => {
    // As recorded of MSFT at the end of May 2024.
    const body = answer([
      ['2024-05-30T00:00Z', 7432309760],
      ['2024-05-31T00:00Z', 7432309760],
      ['2024-05-31T00:00Z', 7698290176],
      ['2024-06-03T00:00Z', 7500000000],
      ['2024-06-03T00:00Z', 7440000000],
    ]);
    expect(told(body)).toEqual([
      ['2024-05-30', 7432309760],
      ['2024-06-03', 7440000000],
    ]);
    expect(parseShares(body, RANGE).findings).toMatchObject([
      { code: 'share-counts-differ', detail: { days: 2, lastDate: '2024-06-03' } },
    ]);
    expect(told(answer([7, 8].map((n) => ['2024-05-30T00:00Z', n] as const)))).toEqual([
      ['2024-05-30', 8],
    ]);
  });

  it.each([
    ['no result', { timeseries: { result: [], error: null } }],
    ['a result of null', { timeseries: { result: null, error: null } }],
    ['a result without counts', { timeseries: { result: [{ meta: {} }], error: null } }],
  ])('are none where there is %s', (_what, body) => {
    expect(parseShares(body, RANGE)).toEqual({ caps: [], findings: [] });
  });

  it.each([
    ['another form', { chart: {} }, 'malformed'],
    ['columns of two lengths', lengthened(), 'malformed'],
    ['another symbol', named('AAPL'), 'malformed'],
    ['an absurd time', answer([['2400-01-01T00:00Z', 5]]), 'malformed'],
    [
      'a general refusal',
      { finance: { result: null, error: { code: 'Bad Request', description: null } } },
      'malformed',
    ],
    [
      'a refusal of its own',
      { timeseries: { result: null, error: { code: 'Not Found', description: 'No data' } } },
      'not-found',
    ],
  ])('are refused for %s', (_what, body, failure) => {
    expect(() => parseShares(body, RANGE)).toThrow(expect.objectContaining({ failure }));
  });
});

function lengthened(): unknown {
  const body = answer([['2024-05-30T00:00Z', 1]]);
  body.timeseries.result[0]!.shares_out.push(2);
  return body;
}

function named(symbol: string): unknown {
  const body = answer([['2024-05-30T00:00Z', 1]]);
  body.timeseries.result[0]!.meta.symbol = [symbol];
  return body;
}
