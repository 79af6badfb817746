import { beforeAll, describe, expect, it } from '@jest/globals';
import { Dec } from '../../../src/domain/decimals.js';
import { addDays, tradingDate } from '../../../src/domain/tradingDate.js';
import { RateStore } from '../../../src/store/rates.store.js';
import { NOW, type TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';
import { answered } from './simulated.js';

interface Compared {
  readonly label: string;
  readonly metrics: Record<string, number | null>;
  readonly years: { year: number; return: number }[];
  readonly difference: { metrics: Record<string, number | null> } | null;
}
interface Comparison {
  readonly request: { url: string; portfolios: Record<string, unknown>[] };
  readonly from: string;
  readonly portfolios: Compared[];
  readonly correlations: (number | null)[][];
  readonly series: { date: string[]; growth: Record<string, number[]> };
}

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const BALANCED = 'portfolio=balanced;SPY:0.6,AGG:0.4;rebalance=monthly';
const compare = async (query: string): Promise<Comparison> =>
  (await answered(`/v1/comparison?${query}`)).json.data as unknown as Comparison;

describe('a comparison', () => {
  it('puts portfolios, strategies and single assets side by side', async () => {
    const { request, from, portfolios, correlations, series } = await compare(
      `${BALANCED}&portfolio=spy&portfolio=trend;SPY,AGG;strategy=moving-average;lookback=20`,
    );
    const labels = ['balanced', 'SPY', 'trend'];
    expect(request.portfolios.map(({ label }) => label)).toEqual(labels);
    expect(request.portfolios[2]).toMatchObject({
      weights: { AGG: 0.5, SPY: 0.5 },
      strategy: 'moving-average',
      parameters: { lookback: 20, frequency: 'monthly' },
    });
    expect(portfolios.map(({ label }) => label)).toEqual(labels);
    // The first session that AGG has as well, for all of them.
    expect([from, series.date[0]]).toEqual(['2023-01-03', '2023-01-03']);
    expect(Object.keys(series.growth)).toEqual(labels);
    for (const [i, { metrics, difference }] of portfolios.entries()) {
      const growth = series.growth[labels[i]!]!;
      expect(growth).toHaveLength(series.date.length);
      expect(metrics['totalReturn']).toBeCloseTo(growth.at(-1)! - 1, 10);
      expect(difference === null).toBe(i === 0);
      expect(correlations[i]![i]).toBeCloseTo(1, 12);
    }
    expect(portfolios[1]!.difference!.metrics['correlation']).toBeCloseTo(correlations[0]![1]!, 10);
    expect(portfolios[1]!.years.map(({ year }) => year)).toEqual([2023, 2024]);
  });

  it('is what a what-if says of each', async () => {
    const { portfolios } = await compare(`${BALANCED}&feeBps=10&metrics=cagr,sharpe`);
    const { json } = await answered(
      '/v1/what-if?weights=SPY:0.6,AGG:0.4&rebalance=monthly&feeBps=10&metrics=cagr,sharpe&include=none',
    );
    const { metrics } = json.data as unknown as Compared;
    for (const name of ['cagr', 'sharpe']) {
      expect(portfolios[0]!.metrics[name]).toBeCloseTo(metrics[name]!, 10);
    }
  });

  it('takes a stored series of rates as a what-if does', async () => {
    const date = tradingDate('2022-01-03');
    const observations = [0.05, 0.01].map((rate, i) => ({
      date: addDays(date, i * 700),
      knownFrom: addDays(date, i * 700),
      rate: new Dec(rate),
    }));
    const read = { hasVintages: false, today: tradingDate('2025-01-01'), now: NOW };
    await new RateStore(app.database).import({ series: 'BILL', observations, ...read });
    const terms = 'riskFreeRate=bill&metrics=sharpe';
    const { portfolios } = await compare(`${BALANCED}&${terms}`);
    const { json } = await answered(
      `/v1/what-if?weights=SPY:0.6,AGG:0.4&rebalance=monthly&include=none&${terms}`,
    );
    const { sharpe } = (json.data as unknown as Compared).metrics;
    expect(portfolios[0]!.metrics['sharpe']).toBeCloseTo(sharpe!, 10);
    const constant = await compare(`${BALANCED}&metrics=sharpe&riskFreeRate=0.01`);
    expect(Math.abs(constant.portfolios[0]!.metrics['sharpe']! - sharpe!)).toBeGreaterThan(0.01);
  });

  it('has one address for all spellings, and comes as CSV', async () => {
    const spellings = [
      `${BALANCED}&portfolio=SPY`,
      'portfolio=balanced;agg:.4,spy:.60;strategy=rebalance;frequency=monthly&portfolio=spy;SPY:1&feeBps=0',
    ];
    const answers = await Promise.all(spellings.map((it) => app.get(`/v1/comparison?${it}`)));
    const url =
      '/v1/comparison?portfolio=balanced;AGG:0.4,SPY:0.6;strategy=rebalance;frequency=monthly&portfolio=SPY';
    expect(answers.map(({ headers }) => headers['link'])).toEqual([
      `<${url}>; rel="canonical"`,
      `<${url.replace(/SPY$/, 'spy;SPY')}>; rel="canonical"`,
    ]);
    const again = await app.get(url, { 'if-none-match': answers[0]!.headers['etag']! });
    expect(again.status).toBe(304);
    const csv = await answered(`${url}&format=csv`);
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual(['date,balanced,SPY', '2023-01-03,1,1']);
  });

  it.each([
    ['portfolio=', 'no label'],
    ['portfolio=a;SPY:2', 'weights are fractions'],
    ['portfolio=a;SPY&portfolio=A;AGG', 'names two portfolios'],
    ['portfolio=a;SPY;strategy=magic', 'buy-and-hold, rebalance'],
    ['portfolio=a;SPY;lookback=5', 'no parameter "lookback" with buy-and-hold'],
    ['portfolio=a;SPY;strategy', 'name=value is meant'],
    ['portfolio=a;SPY;offset=1;offset=2', 'gives offset twice'],
    ['portfolio==1%2B1;SPY', 'no label'],
    [Array.from({ length: 11 }, (_, i) => `portfolio=p${i};SPY`).join('&'), 'more than 10 times'],
    ['feeBps=5', '"portfolio" is missing'],
  ])('refuses %s', async (query, sentence) => {
    const { status, json } = await app.get(`/v1/comparison?${query}`);
    expect([status, json.code]).toEqual([400, 'INVALID_PARAMETER']);
    expect(json.detail).toContain(sentence);
  });

  it('refuses what its assets cannot be', async () => {
    const { status, json } = await app.get('/v1/comparison?portfolio=NOPE');
    expect([status, json.code]).toEqual([404, 'ASSET_NOT_FOUND']);
  });
});
