import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONVENTIONS } from '../../src/analytics/metrics/conventions/variant.js';
import { evaluate } from '../../src/analytics/metrics/evaluate.js';
import {
  METRIC_IDS,
  computationOf,
  metricDescriptions,
} from '../../src/analytics/metrics/registry.js';
import { RISK_METRIC_FIELDS } from '../../src/store/entities/riskMetrics.js';
import { hashOfRows, sampleOfRows, type Explanation } from './explainedSample.js';
import { NAIVE_FORMULAS } from './naiveFormulas.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await openTestApplication();
});
afterAll(() => app.close());

async function explain(query: string): Promise<Explanation> {
  const { status, json } = await app.get(`/v1/explain?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return json.data as unknown as Explanation;
}

describe('/v1/explain', () => {
  describe.each(CONVENTIONS)('by %s', (convention) => {
    it.each([...METRIC_IDS])('tells enough to compute %s again, bit for bit', async (id) => {
      const told = await explain(`asset=AGG&metric=${id}&convention=${convention}&interval=none`);
      const figure = evaluate(sampleOfRows(told), [id], convention)[id];
      expect([told.value, told.reason, told.n]).toEqual([figure.value, figure.reason, figure.n]);
      expect(told.inputs.sha256).toBe(hashOfRows(told.inputs.rows!));
      const isThere = computationOf(id, convention) !== undefined;
      expect(told.definition !== null).toBe(isThere);
      for (const name of Object.keys(told.intermediates)) {
        expect(name).toMatch(/^[A-Za-z]\w*(:\w+)?( \d+)?$/);
      }
    });
  });

  it.each(Object.keys(NAIVE_FORMULAS))(
    'gives rows that a formula by hand makes %s of',
    async (id) => {
      const told = await explain(`asset=AGG&metric=${id}`);
      const expected = NAIVE_FORMULAS[id]!(told);
      expect(Math.abs(told.value! - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
    },
  );

  it.each([
    'window=3m&basis=weekly',
    'window=ytd&basis=monthly',
    'from=2023-06-15&to=2024-03-02',
    'asOf=2024-05-05&window=6m',
    'window=max&benchmark=SPLT&riskFreeRate=0.05',
    'window=10y',
  ])('is of the very figure that %s gives elsewhere', async (query) => {
    const { json } = await app.get(`/v1/assets/AGG/metrics?${query}&detail=true`);
    const { metrics, ...head } = json.data as unknown as { metrics: Record<string, object> };
    for (const id of ['sharpe', 'beta', 'maxDrawdown', 'informationRatio', 'totalReturn']) {
      const told = await explain(`asset=agg&metric=${id}&${query}`);
      expect(told).toMatchObject(head);
      const { definition, ...figure } = metrics[id] as Record<string, unknown>;
      expect(told).toMatchObject(figure);
      expect(told.definition!['id']).toBe(definition);
      if (told.value === null) continue;
      expect(evaluate(sampleOfRows(told), [id as 'sharpe'])[id as 'sharpe'].value).toBe(told.value);
    }
  });

  it('says what a definition is, of the registry or of a library', async () => {
    const described = metricDescriptions().find(({ id }) => id === 'sharpe')!;
    const ours = await explain('asset=SPY&metric=sharpe');
    const { formula, latex, source, unit } = described;
    expect(ours.definition).toMatchObject({ formula, latex, source, unit, name: described.name });
    expect(ours.definition!['id']).toBe(`sharpe@${ours.code.definitions}`);
    expect(ours.code.version).toMatch(/^\d+\.\d+\.\d+/);
    const theirs = await explain('asset=SPY&metric=sharpe&convention=quantstats');
    expect(theirs.definition!['id']).toBe(`sharpe:quantstats@${ours.code.definitions}`);
    expect(theirs.definition!['source']).toBe(described.conventions.quantstats!.source);
  });

  it('tells what the snapshot holds beside what is computed now', async () => {
    for (const id of RISK_METRIC_FIELDS) {
      const { published, value, definition } = await explain(`asset=SPLT&metric=${id}`);
      expect(published).toMatchObject({ value, definition: definition!['id'] });
    }
    expect((await explain('asset=SPLT&metric=kelly')).published).toBeNull();
    expect((await explain('asset=SPLT&metric=sharpe&asOf=2024-06-28')).published).toBeNull();
  });

  it('names what was computed on the way', async () => {
    const { intermediates, value } = await explain('asset=SPY&metric=calmar');
    expect(intermediates).toMatchObject({
      calmar: value,
      cagr: expect.any(Number),
      maxDrawdown: expect.any(Number),
    });
    const library = await explain('asset=SPY&metric=sharpe&convention=quantstats');
    expect(library.intermediates['sharpe:quantstats']).toBe(library.value);
  });

  it('tells why there is nothing to explain', async () => {
    const told = await explain('asset=EMPTY&metric=sharpe');
    expect(told).toMatchObject({ value: null, reason: 'insufficient-history', inputs: null });
    expect(told).toMatchObject({ sample: null, intermediates: {}, from: null, to: null });
  });

  it('gives the rows as a table', async () => {
    const { text, headers } = await app.get('/v1/explain?asset=SPY&metric=beta&format=csv');
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toBe('date,price,return,benchmarkReturn,riskFree');
    expect(lines).toHaveLength(1 + 253);
    expect(headers['content-disposition']).toContain('SPY-beta-inputs.csv');
  });

  it.each([
    ['metric=sharpe', 'asset'],
    ['asset=SPY', 'metric'],
    ['asset=SPY&metric=nope', 'metric'],
    ['asset=%27&metric=sharpe', 'asset'],
    ['asset=SPY&metric=sharpe&window=1y&from=2024-01-01', 'window'],
    ['asset=SPY&metric=sharpe&seed=3', 'seed'],
    ['asset=SPY&metric=sharpe&basis=yearly', 'basis'],
  ])('refuses %s', async (query, field) => {
    const { status, json } = await app.get(`/v1/explain?${query}`);
    expect([status, json.code, json.errors[0]?.field]).toEqual([400, 'INVALID_PARAMETER', field]);
  });

  it('knows no other asset and no other parameter', async () => {
    const missing = await app.get('/v1/explain?asset=NOPE&metric=sharpe');
    expect([missing.status, missing.json.code]).toEqual([404, 'ASSET_NOT_FOUND']);
    const unknown = await app.get('/v1/explain?asset=SPY&metric=sharpe&metrics=beta');
    expect([unknown.status, unknown.json.code]).toEqual([400, 'UNKNOWN_PARAMETER']);
  });
});
