import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';
import { answered } from './simulated.js';

interface Futures {
  readonly request: { url: string; futures: Record<string, unknown> };
  readonly history: { from: string; to: string };
  readonly drawnFrom: {
    observations: number;
    blockLength: number | null;
    meanAnnual: number | null;
  };
  readonly percentiles: Record<string, number[]>;
  readonly terminal: Record<string, number>;
  readonly success: { share: number; low: number; high: number };
  readonly ruinsByYear: number[];
  readonly safeWithdrawal: { probability: number; rate: number };
}

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const SMALL = 'paths=200&years=5&basis=weekly';
const futures = async (query: string): Promise<Futures> =>
  (await answered(`/v1/monte-carlo?${query}`)).json.data as unknown as Futures;

describe('futures', () => {
  it('are drawn from a portfolio as it was held', async () => {
    const { request, history, drawnFrom, percentiles, terminal, success, ruinsByYear } =
      await futures(`weights=SPY:0.6,AGG:0.4&rebalance=monthly&${SMALL}&withdrawalPerYear=30000`);
    expect(request.futures).toMatchObject({
      method: 'bootstrap',
      years: 5,
      seed: 1,
      blockLength: null,
      initialCapital: 100_000,
      withdrawalPerYear: 30_000,
    });
    expect(history).toEqual({ from: '2023-01-03', to: '2024-12-31' });
    expect(drawnFrom.observations).toBeGreaterThan(95);
    expect(percentiles['years']).toEqual([0, 1, 2, 3, 4, 5]);
    expect(percentiles['p50']).toHaveLength(6);
    expect(percentiles['p50']![5]).toBe(terminal['p50']);
    expect(terminal['p5']).toBeLessThanOrEqual(terminal['p95']!);
    const ruined = ruinsByYear.reduce((sum, count) => sum + count, 0);
    expect(success.share).toBeCloseTo(1 - ruined / 200, 12);
    // More than is there to live on for five years.
    expect(success.share).toBeLessThan(0.5);
  });

  it('know what can be withdrawn: just that succeeds as often as it says', async () => {
    const query = `weights=SPY&${SMALL}&successProbability=0.9`;
    const { safeWithdrawal } = await futures(query);
    const amount = 100_000 * safeWithdrawal.rate * (1 - 1e-9);
    const { success } = await futures(`${query}&withdrawalPerYear=${amount}`);
    expect(success.share).toBeCloseTo(0.9, 12);
  });

  it('are the same for the same seed, whatever the spelling', async () => {
    const query = `weights=SPY:1.0&${SMALL}&method=student-t&meanAnnual=.05`;
    const [one, same, other] = await Promise.all(
      [query, query.replace('1.0', '1').replace('.05', '5e-2'), `${query}&seed=2`].map((it) =>
        answered(`/v1/monte-carlo?${it}`),
      ),
    );
    expect(one!.text === same!.text).toBe(true);
    expect(one!.headers['etag']).toBe(same!.headers['etag']);
    expect(one!.headers['link']).toBe(
      '</v1/monte-carlo?weights=SPY&method=student-t&basis=weekly&years=5&paths=200&meanAnnual=0.05>; rel="canonical"',
    );
    expect(other!.headers['etag']).not.toBe(one!.headers['etag']);
    expect(other!.text === one!.text).toBe(false);
    const { drawnFrom } = one!.json.data as unknown as Futures;
    expect(drawnFrom).toMatchObject({ blockLength: null });
    expect(drawnFrom.meanAnnual).toBeCloseTo(0.05, 12);
  });

  it('come as CSV', async () => {
    const { text } = await answered(`/v1/monte-carlo?weights=SPY&${SMALL}&format=csv`);
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toBe('years,p5,p10,p25,p50,p75,p90,p95');
    expect(lines[1]).toBe('0,100000,100000,100000,100000,100000,100000,100000');
    expect(lines).toHaveLength(7);
  });

  it.each([
    ['paths=5', 'INVALID_PARAMETER', 'a whole number from 100 to 20000'],
    ['method=magic', 'INVALID_PARAMETER', 'bootstrap, lognormal'],
    ['initialCapital=0', 'INVALID_PARAMETER', 'a number above 0'],
    ['contributionPerYear=1&withdrawalPerYear=1', 'INVALID_PARAMETER', 'not both'],
    ['paths=20000&years=60', 'MONTE_CARLO_TOO_COSTLY', 'fewer paths or years'],
    ['from=2024-12-01', 'MONTE_CARLO_NEEDS_HISTORY', 'a longer history'],
    ['contribution=5', 'UNKNOWN_PARAMETER', 'contributionPerYear'],
    ['years=5&strategy=glide-path&strategyYears=x', 'INVALID_PARAMETER', '"strategyYears"'],
  ])('refuse %s', async (query, code, sentence) => {
    const { status, json } = await app.get(`/v1/monte-carlo?weights=SPY&${query}`);
    expect([status, json.code]).toEqual([400, code]);
    expect(json.detail).toContain(sentence);
  });
});
