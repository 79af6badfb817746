import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Histories } from '../../src/api/figures/histories.js';
import { evaluate } from '../../src/analytics/metrics/evaluate.js';
import { METRIC_IDS } from '../../src/analytics/metrics/registry.js';
import { Dec } from '../../src/domain/decimals.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { IndexReader } from '../../src/store/indices.reader.js';
import { IndexStore } from '../../src/store/indices.store.js';
import { RateStore } from '../../src/store/rates.store.js';
import { sampleOfRows, type Explanation } from './explainedSample.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

const day = tradingDate;
let app: TestApplication;
let histories: Histories;

beforeAll(async () => {
  app = await openTestApplication();
  histories = new Histories(app.database);
  const indices = new IndexStore(app.database);
  for (const slug of ['all-weather', 'agg', 'bare']) {
    await indices.save({
      slug,
      name: 'An index',
      description: '',
      kind: 'cap-weighted',
      strategy: null,
      currency: 'USD',
      baseDate: day('2023-12-29'),
      baseValue: '100',
      parameters: {},
    });
  }
  const index = await new IndexReader(app.database).find('all-weather');
  // Without the sessions of one week: those are no common dates.
  const sessions = sessionsBetween(day('2023-12-29'), day('2024-12-31'));
  const closes = sessions
    .filter((date) => date < '2024-03-04' || date > '2024-03-08')
    .map((date, i) => ({
      date,
      value: (100 + 5 * Math.sin(i)).toFixed(8),
      return: null,
      divisor: null,
    }));
  await indices.writeCloses(index!.id, closes);
  const observations = ['2023-12-01', '2024-06-03', '2024-09-02'].map((date, i) => ({
    date: day(date),
    knownFrom: day(date),
    rate: new Dec(i + 1).div(100),
  }));
  const [now, today] = [new Date('2025-01-01T00:00:00Z'), day('2025-01-01')];
  const series = { series: 'DGS3MO', observations, hasVintages: false, now, today };
  await new RateStore(app.database).import(series);
});
afterAll(() => app.close());

const explain = async (query: string): Promise<Explanation> => {
  const { status, json } = await app.get(`/v1/explain?asset=SPY&${query}`);
  expect([query, status]).toEqual([query, 200]);
  return json.data as unknown as Explanation;
};

describe('Histories', () => {
  it('finds a benchmark by symbol or slug in any case, the asset first', async () => {
    expect(await histories.benchmark('spy')).toMatchObject({ name: 'SPY', kind: 'asset' });
    expect(await histories.benchmark('agg')).toMatchObject({ name: 'AGG', kind: 'asset' });
    const index = await histories.benchmark('All-Weather');
    expect(index).toMatchObject({ name: 'all-weather', kind: 'index' });
    expect(index.series!.adjustedClose[0]).toBe(100);
    expect(await histories.benchmark('bare')).toMatchObject({ kind: 'index', series: null });
    expect(await histories.benchmark('EMPTY')).toMatchObject({ kind: 'asset', series: null });
    await expect(histories.benchmark('nope')).rejects.toThrow('neither an asset nor an index');
  });

  it('knows what an asset was believed to be, and does not of an index', async () => {
    const now = await histories.asset('AGG');
    expect(await histories.asset('AGG', new Date('2030-01-01'))).toEqual(now);
    expect(await histories.asset('AGG', new Date('2020-01-01'))).toBeNull();
    await expect(histories.asset('NOPE')).rejects.toThrow('no asset "NOPE"');
    await expect(histories.benchmark('all-weather', new Date())).rejects.toMatchObject({
      code: 'INDEX_NOT_KNOWN_AT',
    });
  });

  it('finds a rate by name, as it was known', async () => {
    expect(await histories.riskFree(0.03)).toBe(0.03);
    expect(await histories.riskFree('dgs3mo')).toMatchObject({
      rates: Float64Array.of(0.01, 0.02, 0.03),
    });
    await expect(histories.riskFree('NOPE')).rejects.toThrow('no stored series of rates "NOPE"');
    await expect(histories.riskFree('DGS3MO', new Date('2024-01-01'))).rejects.toThrow('DGS3MO');
  });
});

describe('figures against an index and a series of rates', () => {
  it('align with the index on the dates that both have', async () => {
    const told = await explain('metric=beta&benchmark=ALL-WEATHER');
    expect(told.benchmark).toBe('all-weather');
    const lacking = told.inputs.rows!.filter(
      ({ date }) => date > '2024-03-03' && date < '2024-03-09',
    );
    expect(lacking.map(({ benchmarkReturn }) => benchmarkReturn)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([told.n, told.sample.benchmarkReturns]).toEqual([247, 247]);
    expect(sampleOfRows(told).returns.values).toHaveLength(252);
  });

  it('take each period’s rate as it was known when it began', async () => {
    const told = await explain('metric=sharpe&riskFreeRate=dgs3mo');
    expect(told.sample).toMatchObject({ riskFreeReturn: null, riskFreeReason: null });
    const rates = new Set(told.inputs.rows!.slice(1).map(({ riskFree }) => riskFree));
    expect(rates.size).toBe(3);
    const first = told.inputs.rows!.find(
      ({ riskFree }) => riskFree! > 1.01 ** (1 / 252) - 1 + 1e-9,
    );
    // The first session after 3 June begins on 3 June.
    expect(first!.date).toBe('2024-06-04');
    const { json } = await app.get('/v1/assets/SPY/metrics?riskFreeRate=DGS3MO&metrics=sharpe');
    expect(json.data).toMatchObject({ riskFreeRate: 'DGS3MO', metrics: { sharpe: told.value } });
  });

  it('are explained down to the bit, whatever the metric', async () => {
    for (const id of METRIC_IDS) {
      for (const basis of ['daily', 'weekly']) {
        const terms = `benchmark=all-weather&riskFreeRate=DGS3MO&basis=${basis}&interval=none`;
        const told = await explain(`metric=${id}&${terms}`);
        const { value, reason, n } = evaluate(sampleOfRows(told), [id])[id];
        expect([id, told.value, told.reason, told.n]).toEqual([id, value, reason, n]);
      }
    }
  }, 120_000);

  it('miss a rate from before its first observation, and say so', async () => {
    const told = await explain('metric=sharpe&riskFreeRate=DGS3MO&from=2023-06-01&to=2024-06-01');
    expect(told).toMatchObject({ value: null, reason: 'no-risk-free-rate' });
  });
});

describe('an index as the benchmark of the settings', () => {
  beforeAll(() => app.database.session.execute(`update snapshots set benchmark = 'all-weather'`));
  afterAll(() => app.database.session.execute(`update snapshots set benchmark = 'SPY'`));

  it('is used, and told by its slug', async () => {
    const told = await explain('metric=betaBull');
    expect(told).toMatchObject({ benchmark: 'all-weather', value: expect.any(Number) });
  });

  it('is refused as it was believed then only where it is needed', async () => {
    const then = 'knownAt=2025-01-01T12:00:00Z';
    const told = await explain(`metric=kelly&${then}`);
    expect(told).toMatchObject({ value: expect.any(Number) });
    const { status, json } = await app.get(`/v1/assets/SPY/metrics?metrics=betaBull&${then}`);
    expect([status, json.code]).toEqual([400, 'INDEX_NOT_KNOWN_AT']);
    expect((await app.get(`/v1/assets/SPY/metrics?metrics=beta&${then}`)).status).toBe(200);
  });
});
