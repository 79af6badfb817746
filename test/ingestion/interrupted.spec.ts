import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { CsvFolder, path } from './csvFolder.js';
import { FRIDAY, MONDAY_EVENING, Pipeline } from './pipeline.js';
import { YahooMarket } from './yahooMarket.js';

const SYMBOLS = ['AGG', 'GLD', 'SPY', 'TLT', 'XLF'];
const rowsOf = (symbol: string) =>
  path('2023-12-01', FRIDAY, { start: 20 + symbol.charCodeAt(0), swing: 0.008 });

let pipeline: Pipeline;
let folder: CsvFolder;
beforeAll(async () => void (pipeline = await Pipeline.open()));
afterAll(() => pipeline.drop());
beforeEach(async () => {
  await pipeline.reset();
  folder = new CsvFolder();
  for (const symbol of SYMBOLS) folder.write(symbol, rowsOf(symbol));
});
afterEach(() => folder.drop());

/** Refreshes one asset at a time and stops after `assets` of them. */
async function runUntil(assets: number): Promise<void> {
  const stop = new AbortController();
  const run = pipeline.run(
    folder.provider(),
    { concurrency: 1 },
    ({ done }) => {
      if (done >= assets) stop.abort(new Error('Stopped by the test.'));
    },
    stop.signal,
  );
  await expect(run).rejects.toThrow('Stopped by the test.');
}

describe('a refresh that was stopped', () => {
  it('is taken up by the next one, which leaves alone what is done', async () => {
    await runUntil(2);
    const [stopped] = await pipeline.runs();
    expect(stopped).toMatchObject({ status: 'running', resumed: 0 });
    const done = await pipeline.query<{ ctid: string }>('select ctid::text from prices');
    const statuses = (await pipeline.tasks(stopped!.id)).map(({ status }) => status);
    expect(statuses).toEqual(['stored', 'stored', 'pending', 'pending', 'pending']);

    // What is done is not even read again: it could no longer be.
    folder.writeText('AGG', 'no prices at all');
    const resumed = await pipeline.run(folder.provider());
    expect(resumed).toMatchObject({ runId: stopped!.id, isResumed: true, failures: [] });
    expect(resumed.totals).toMatchObject({ assets: 5, stored: 5, failed: 0 });
    expect(await pipeline.runs()).toEqual([
      { id: stopped!.id, status: 'completed', resumed: 1, error: null },
    ]);
    const kept = await pipeline.query<{ ctid: string }>('select ctid::text from prices');
    expect(kept.slice(0, done.length)).toEqual(done);
  });

  it.each([0, 1, 4, 5])('ends as if it had not been, stopped after %i assets', async (assets) => {
    await pipeline.run(folder.provider());
    const undisturbed = await pipeline.hashes();
    await pipeline.reset();
    if (assets > 0) await runUntil(assets);
    else await expectStoppedAtOnce();
    await pipeline.run(folder.provider());
    expect(await pipeline.hashes()).toEqual(undisturbed);
  });

  async function expectStoppedAtOnce(): Promise<void> {
    const signal = AbortSignal.abort(new Error('At once.'));
    const run = pipeline.run(folder.provider(), {}, undefined, signal);
    await expect(run).rejects.toThrow('At once.');
    expect(await pipeline.query('select from prices')).toEqual([]);
  }

  it('is closed as failed when a later session is refreshed instead', async () => {
    await runUntil(2);
    pipeline.now = MONDAY_EVENING;
    const later = await pipeline.run(folder.provider());
    expect(later.isResumed).toBe(false);
    const [newest, oldest] = await pipeline.runs();
    expect(newest).toMatchObject({ id: later.runId, status: 'completed' });
    expect(oldest).toMatchObject({ status: 'failed' });
    expect(oldest!.error).toContain('a later session');
  });

  it('does without an asset that has left the universe meanwhile', async () => {
    await runUntil(2);
    folder.remove('XLF');
    const resumed = await pipeline.run(folder.provider());
    const totals = { assets: 4, stored: 4, failed: 0 };
    expect(resumed).toMatchObject({ isResumed: true, failures: [], totals });
    expect(resumed.snapshot?.assets).toBe(4);
  });
});

describe('while a refresh runs', () => {
  let market: YahooMarket;
  beforeEach(async () => {
    market = await YahooMarket.start();
    market.histories.set('SPY', rowsOf('SPY')).set('AGG', rowsOf('AGG'));
  });
  afterEach(() => market.close());

  const provider = () => market.provider(() => pipeline.now);
  const UNIVERSE = { universe: ['SPY', 'AGG'], concurrency: 1 };

  it('a second one is refused as busy, and the first goes on', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = provider();
    const original = slow.fetchHistory.bind(slow);
    slow.fetchHistory = async (request) => {
      await held;
      return original(request);
    };
    const first = pipeline.run(slow, UNIVERSE);
    await expect(pipeline.run(provider(), UNIVERSE)).rejects.toMatchObject({
      code: 'BUSY',
      kind: 'conflict',
    });
    release();
    expect((await first).totals).toMatchObject({ stored: 2, failed: 0 });
    expect((await pipeline.run(provider(), UNIVERSE)).totals).toMatchObject({ unchanged: 2 });
  });

  it('a stop ends a request under way at once and fails no asset', async () => {
    market.faults.set('AGG', () => ({ delayMs: 30_000 }));
    const stop = new AbortController();
    const startedAt = performance.now();
    setTimeout(() => stop.abort(new Error('Ctrl-C')), 200);
    const stopped = pipeline.run(provider(), UNIVERSE, undefined, stop.signal);
    await expect(stopped).rejects.toThrow('Ctrl-C');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const [run] = await pipeline.runs();
    expect((await pipeline.tasks(run!.id)).map(({ status }) => status)).toEqual([
      'pending',
      'pending',
    ]);
  });

  it('no asset may take longer than its deadline, and the others go on', async () => {
    const original = AbortSignal.timeout.bind(AbortSignal);
    const deadline = jest.spyOn(AbortSignal, 'timeout');
    let ofAsset = new AbortController();
    deadline.mockImplementation((ms) => {
      if (ms !== 180_000) return original(ms);
      ofAsset = new AbortController();
      return ofAsset.signal;
    });
    // One asset at a time: the newest deadline is that of the asset which is asked for.
    market.faults.set('AGG', () => {
      ofAsset.abort(new DOMException('The time is up.', 'TimeoutError'));
      return { delayMs: 30_000 };
    });
    const result = await pipeline.run(provider(), UNIVERSE);
    deadline.mockRestore();
    expect(result.failures).toHaveLength(1);
    expect(result.failures[0]).toMatchObject({ symbol: 'AGG', code: 'PROVIDER_UNAVAILABLE' });
    expect(result.failures[0]!.message).toContain('longer than 180 s');
    expect(result.totals).toMatchObject({ stored: 1, failed: 1 });
  });

  it('no more assets are fetched at once than asked for', async () => {
    const counted = provider();
    const original = counted.fetchHistory.bind(counted);
    let [active, most] = [0, 0];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    counted.fetchHistory = async (request) => {
      most = Math.max(most, (active += 1));
      // Once three are here, a fourth has had time to come before they go on.
      if (active === 3) setTimeout(open, 200);
      await gate;
      try {
        return await original(request);
      } finally {
        active -= 1;
      }
    };
    const symbols = [...SYMBOLS, 'EFA', 'EEM', 'IWM'];
    for (const symbol of symbols) market.histories.set(symbol, rowsOf(symbol));
    await pipeline.run(counted, { universe: symbols, concurrency: 3 });
    expect(most).toBe(3);
  });
});
