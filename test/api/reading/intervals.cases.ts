import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

interface Detailed {
  interval?: Record<string, unknown>;
  metrics: Record<string, Record<string, unknown>>;
}
const detailed = async (query: string): Promise<Detailed> => {
  const { status, json } = await app.get(`/v1/assets/AGG/metrics?${query}`);
  expect(status).toBe(200);
  return json.data as unknown as Detailed;
};

describe('intervals of figures', () => {
  it('stand beside detailed values in closed form unless told otherwise', async () => {
    const { interval, metrics } = await detailed('metrics=volatility,calmar,var95&detail=true');
    expect(interval).toMatchObject({ kind: 'analytic', confidence: 0.95, seed: null });
    const { low, value, high, method } = metrics['volatility']!;
    expect([low! < value!, value! < high!, method]).toEqual([true, true, 'chi-square']);
    expect(metrics['calmar']).toMatchObject({ low: null, high: null, method: null });
    expect(metrics['var95']!['method']).toBe('binomial order statistics');
  });

  it('widen with confidence, which asks for them by itself', async () => {
    const [narrow, wide] = [await detailed('confidence=0.8'), await detailed('confidence=0.99')];
    for (const id of ['sharpe', 'beta', 'winRate', 'meanReturn']) {
      const [a, b] = [narrow.metrics[id]!, wide.metrics[id]!];
      expect(b['low']! < a['low']! && a['high']! < b['high']!).toBe(true);
    }
  });

  it('can be left out', async () => {
    const { interval, metrics } = await detailed('metrics=volatility&detail=true&interval=none');
    expect(interval).toMatchObject({ kind: 'none', confidence: null });
    expect(metrics['volatility']).toMatchObject({ low: null, high: null, method: null });
  });

  it('are of a library’s definition by the bootstrap alone', async () => {
    const query = 'metrics=sharpe,maxDrawdown&convention=quantstats&window=6m';
    const { metrics } = await detailed(`${query}&detail=true`);
    expect(metrics['sharpe']).toMatchObject({ low: null, high: null });
    const drawn = (await detailed(`${query}&interval=bootstrap&resamples=100`)).metrics['sharpe']!;
    expect(drawn).toMatchObject({ method: 'stationary bootstrap', low: expect.any(Number) });
  });

  it('by the bootstrap are the same bytes for the same seed', async () => {
    const url = '/v1/assets/AGG/metrics?metrics=maxDrawdown,beta&interval=bootstrap&resamples=150';
    const first = await app.get(url);
    expect((await app.get(`${url}&seed=1`)).text).toBe(first.text);
    expect((await app.get(`${url}&seed=2`)).text).not.toBe(first.text);
    const { interval, metrics } = first.json.data as unknown as Detailed;
    expect(interval).toEqual({
      kind: 'bootstrap',
      confidence: 0.95,
      seed: 1,
      resamples: 150,
      blockLength: expect.any(Number),
    });
    const { low, high } = metrics['maxDrawdown']!;
    expect(-1 < (low as number) && low! < high! && (high as number) <= 0).toBe(true);
  });

  it('refuse what takes too long, and draw fewer where nobody says how many', async () => {
    const url = '/v1/assets/AGG/metrics?interval=bootstrap&basis=monthly';
    const refused = await app.get(
      '/v1/assets/AGG/metrics?window=6m&interval=bootstrap&resamples=10000',
    );
    expect([refused.status, refused.json.code]).toEqual([400, 'BOOTSTRAP_TOO_COSTLY']);
    expect(refused.json.detail).toContain('name fewer metrics');
    const { json } = await app.get(`${url}&metrics=sharpe`);
    expect((json.data as unknown as Detailed).interval).toMatchObject({ resamples: 1000 });
  });

  it('are null where the window has no figures', async () => {
    const { metrics } = await detailed('window=10y&interval=bootstrap&metrics=sharpe');
    expect(metrics['sharpe']).toMatchObject({ value: null, low: null, method: null });
  });
});
