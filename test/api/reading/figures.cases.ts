import { beforeAll, describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../src/analytics/frames/figures.js';
import { CONVENTIONS } from '../../../src/analytics/metrics/conventions/variant.js';
import { METRIC_IDS, computationOf } from '../../../src/analytics/metrics/registry.js';
import { RISK_METRIC_FIELDS } from '../../../src/store/entities/riskMetrics.js';
import { WINDOWS } from '../../../src/domain/window.js';
import { tradingDate } from '../../../src/domain/tradingDate.js';
import { SeriesStore } from '../../../src/store/series.store.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const figures = async (symbol: string, query = '') => {
  const { status, json } = await app.get(`/v1/assets/${symbol}/metrics${query}`);
  expect(status).toBe(200);
  return json.data as unknown as Record<string, unknown> & { metrics: Record<string, unknown> };
};

describe('/v1/assets/{symbol}/metrics', () => {
  it('answers the published year unless told otherwise', async () => {
    const answer = await figures('agg');
    expect(answer).toMatchObject({
      symbol: 'AGG',
      window: '1y',
      from: '2023-12-29',
      to: '2024-12-31',
      observations: 252,
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      convention: 'highwater',
    });
    expect(Object.keys(answer.metrics)).toEqual([...METRIC_IDS]);
  });

  it.each(WINDOWS)('gives the same %s figures stored and computed', async (window) => {
    for (const symbol of ['SPY', 'AGG', 'SPLT', 'BRK.B']) {
      app.statements();
      const fields = RISK_METRIC_FIELDS.join(',');
      const named = `?window=${window}&detail=true&interval=none`;
      const stored = await figures(symbol, `${named}&metrics=${fields}`);
      expect(app.statements().join()).not.toContain('price_series');
      const all = await figures(symbol, named);
      expect(all.metrics).toMatchObject(stored.metrics);
      const loaded = await new SeriesStore(app.database).load(symbol);
      const benchmark = await new SeriesStore(app.database).load('SPY');
      const computed = figuresOf({
        series: loaded!.series,
        benchmark: benchmark!.series,
        isBenchmark: symbol === 'SPY',
        riskFree: 0.02,
        range: { window },
      });
      expect([all['from'], all['to']]).toEqual([computed.from, computed.to]);
      for (const id of METRIC_IDS) expect(all.metrics[id]).toMatchObject(computed.figures[id]);
    }
  });

  it('computes the same through its other door: from and to of the published window', async () => {
    const stored = await figures('SPLT', '?window=1y&detail=true');
    app.statements();
    const computed = await figures('SPLT', '?from=2023-12-31&to=2024-12-31&detail=true');
    expect(app.statements().join()).toContain('price_series');
    expect(computed).toEqual({ ...stored, window: null });
  });

  it('takes another benchmark, another rate, another day', async () => {
    const [standard, other] = [await figures('AGG'), await figures('AGG', '?benchmark=splt')];
    expect(other['benchmark']).toBe('SPLT');
    expect(other.metrics['beta']).not.toBe(standard.metrics['beta']);
    expect(other.metrics['volatility']).toBe(standard.metrics['volatility']);
    const rate = await figures('AGG', '?riskFreeRate=0.05');
    expect(rate.metrics['sharpe']).toBeLessThan(standard.metrics['sharpe'] as number);
    const earlier = await figures('AGG', '?asOf=2024-06-30');
    expect(earlier).toMatchObject({ from: '2023-06-28', to: '2024-06-28', window: '1y' });
    expect(await figures('AGG', '?asOf=2031-01-01')).toEqual(standard);
    const asOf = await figures('AGG', `?window=ytd&asOf=${tradingDate('2024-03-28')}`);
    expect(asOf['from']).toBe('2023-12-29');
  });

  it('says why a figure is missing and what each rests on', async () => {
    const { metrics } = await figures('BRK.B', '?window=1y&detail=true');
    expect(metrics['sharpe']).toEqual({
      value: null,
      n: 0,
      low: null,
      high: null,
      method: null,
      reason: 'insufficient-history',
      definition: expect.stringMatching(/^sharpe@\w+$/),
    });
    const empty = await figures('EMPTY');
    expect(empty).toMatchObject({ from: null, to: null, observations: 0 });
    expect(Object.values(empty.metrics).every((value) => value === null)).toBe(true);
  });

  it.each([
    ['window=2y', 'window'],
    ['window=1y&from=2024-01-01', 'window'],
    ['to=2024-01-01', 'to'],
    ['from=2024-02-01&to=2024-01-01', 'from'],
    ['benchmark=%27', 'benchmark'],
    ['riskFreeRate=2%25', 'riskFreeRate'],
    ['riskFreeRate=-', 'riskFreeRate'],
    ['riskFreeRate=-1', 'riskFreeRate'],
    ['riskFreeRate=1e99', 'riskFreeRate'],
    ['convention=excel', 'convention'],
    ['basis=hourly', 'basis'],
    ['metrics=', 'metrics'],
    ['metrics=sharpe,sharpe', 'metrics'],
    ['knownAt=2024-13-01', 'knownAt'],
    ['knownAt=2024-01-01T12:00', 'knownAt'],
    ['interval=wide', 'interval'],
    ['interval=analytic&detail=false', 'detail'],
    ['confidence=1', 'confidence'],
    ['confidence=0.9&interval=none', 'confidence'],
    ['seed=-1&interval=bootstrap', 'seed'],
    ['seed=1', 'seed'],
    ['resamples=1&interval=bootstrap', 'resamples'],
    ['resamples=200&interval=analytic', 'resamples'],
    ['asOf=yesterday', 'asOf'],
    ['detail=yes', 'detail'],
  ])('refuses %s', async (query, field) => {
    const { status, json } = await app.get(`/v1/assets/SPY/metrics?${query}`);
    expect([status, json.code, json.errors[0]?.field]).toEqual([400, 'INVALID_PARAMETER', field]);
  });

  it('names what of a list is no metric', async () => {
    const { json } = await app.get('/v1/assets/SPY/metrics?metrics=sharpe,shrape,nope');
    expect(json.errors[0]).toMatchObject({
      field: 'metrics',
      problem: 'names no metric by "shrape"',
    });
  });

  it.each([
    ['benchmark=NOPE', 'BENCHMARK_NOT_FOUND'],
    ['riskFreeRate=NOPE', 'RATES_NOT_FOUND'],
  ])('does not find %s', async (query, code) => {
    const { status, json } = await app.get(`/v1/assets/SPY/metrics?${query}`);
    expect([status, json.code]).toEqual([404, code]);
    expect(json.detail).toContain('NOPE');
  });

  it('answers the metrics named, in their order', async () => {
    const { metrics } = await figures('AGG', '?metrics=ulcerIndex,sharpe,winRate&window=6m');
    expect(Object.keys(metrics)).toEqual(['ulcerIndex', 'sharpe', 'winRate']);
    const { text } = await app.get('/v1/assets/AGG/metrics?metrics=sharpe,kelly&format=csv');
    const [columns, row, ...more] = text.trim().split('\r\n');
    expect(columns).toMatch(/,convention,sharpe,kelly$/);
    expect([row!.split(',').length, more]).toEqual([columns!.split(',').length, []]);
  });

  it.each(['weekly', 'monthly'] as const)('takes returns %s', async (basis) => {
    const answer = await figures('SPY', `?window=1y&basis=${basis}&metrics=volatility,beta,sharpe`);
    const stored = await new SeriesStore(app.database).load('SPY');
    const computed = figuresOf({
      series: stored!.series,
      benchmark: null,
      isBenchmark: true,
      riskFree: 0.02,
      basis,
      range: { window: '1y' },
      metrics: ['volatility', 'beta', 'sharpe'],
    });
    expect(answer).toMatchObject({ basis, observations: computed.observations });
    expect(computed.observations).toBe(basis === 'weekly' ? 52 : 12);
    for (const id of ['volatility', 'beta', 'sharpe'] as const) {
      expect(answer.metrics[id]).toBe(computed.figures[id].value);
    }
  });

  it('computes by the definitions of another library, and says whose they are', async () => {
    for (const convention of CONVENTIONS.slice(1)) {
      const { metrics } = await figures('AGG', `?convention=${convention}&detail=true`);
      for (const id of METRIC_IDS) {
        const { definition, reason } = metrics[id] as { definition: string; reason: string };
        expect(definition).toMatch(new RegExp(`^${id}:${convention}@\\w{12}$`));
        const isMissing = computationOf(id, convention) === undefined;
        expect([id, reason === 'not-in-convention']).toEqual([id, isMissing]);
      }
    }
  });

  it('does without a benchmark of the settings that is not there', async () => {
    await app.database.session.execute(`update snapshots set benchmark = 'GONE'`);
    const { metrics } = await figures('AGG', '?metrics=beta,kelly&detail=true&from=2024-01-02');
    expect(metrics['beta']).toMatchObject({ value: null, reason: 'no-benchmark' });
    expect(metrics['kelly']).toMatchObject({ value: expect.any(Number) });
    await app.database.session.execute(`update snapshots set benchmark = 'SPY'`);
  });
});
