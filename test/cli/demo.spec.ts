import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HighwaterProcess, type Ended } from '../campaign/highwaterProcess.js';
import { describeCommands, Installation, textOf } from './settings.js';

/** The embedded database's own timer would hold the process for a minute. */
const PATIENCE_MS = 30_000;

interface Answer {
  readonly data: readonly Record<string, unknown>[];
  readonly meta: Record<string, unknown>;
}

describeCommands('highwater demo', () => {
  let own: Installation;
  beforeAll(() => void (own = new Installation()));
  afterAll(() => own.drop());

  /** Starts the demo, looks around, and ends it with Ctrl-C. */
  async function visit(look: (url: string) => Promise<void>): Promise<Ended> {
    const demo = new HighwaterProcess(['demo'], { HIGHWATER_HOME: own.home, PORT: '0' });
    try {
      const [, url] = await demo.printed(/Open (http:\S+)\/docs/);
      await look(url!);
      demo.kill('SIGINT');
      return await demo.ended;
    } finally {
      demo.kill('SIGKILL');
    }
  }

  const answerOf = async (url: string): Promise<Answer> => {
    const response = await fetch(url);
    expect([url, response.status]).toEqual([url, 200]);
    return (await response.json()) as Answer;
  };

  let snapshot: unknown;

  it('fills an empty home, serves it, and says that the prices are simulated', async () => {
    const ended = await visit(async (url) => {
      expect((await fetch(`${url}/docs`)).status).toBe(200);
      const assets = await answerOf(`${url}/v1/assets`);
      expect(assets.data).toHaveLength(13);
      expect(assets.meta).toMatchObject({ source: 'simulated' });
      const screener = await answerOf(`${url}/v1/metrics?window=5y&sort=-sharpe`);
      expect(screener.data.length).toBeGreaterThan(10);
      const prices = await answerOf(`${url}/v1/assets/SPY/prices?frequency=yearly`);
      expect(prices.data.length).toBeGreaterThan(15);
      const indices = await answerOf(`${url}/v1/indices`);
      expect(indices.data).toHaveLength(4);
      for (const index of indices.data) {
        expect(index).toMatchObject({ problem: null, firstDate: '2010-01-04' });
      }
      const { data } = await answerOf(`${url}/v1/indices/ten-funds/metrics?window=5y`);
      expect(data).toMatchObject({ metrics: { sharpe: expect.any(Number) } });
      const portfolios = await answerOf(`${url}/v1/portfolios`);
      expect(portfolios.data).toHaveLength(3);
      const path = await answerOf(`${url}/v1/portfolios/demo-sixty-forty/performance`);
      expect(path.data.length).toBeGreaterThan(3000);
      snapshot = assets.meta['snapshot'];
    });
    expect([ended.code, ended.signal]).toEqual([0, null]);
    expect(textOf(ended)).toContain('SIMULATED');
    expect(ended.stdout).toMatch(/Refreshed 13 assets to .*: 13 stored/);
  });

  it('takes up what is stored when it is started again, and ends within seconds', async () => {
    let pressedAt = 0;
    const ended = await visit(async (url) => {
      const { meta } = await answerOf(`${url}/v1/assets`);
      expect(meta['snapshot']).toEqual(snapshot);
      pressedAt = performance.now();
    });
    expect(performance.now() - pressedAt).toBeLessThan(PATIENCE_MS);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/0 stored, 13 unchanged.*0 rows written/);
  });
});
