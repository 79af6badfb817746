import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dec } from '../../src/domain/decimals.js';
import type { RefreshOptions, RefreshResult } from '../../src/ingestion/refresh.js';
import { path, restated } from './csvFolder.js';
import { FRIDAY, MONDAY, MONDAY_EVENING, Pipeline } from './pipeline.js';
import { FAULTS, YahooMarket } from './yahooMarket.js';

const FROM = '2023-09-01';
const SPY = path(FROM, MONDAY);
const AGG = path(FROM, MONDAY, { start: 50, swing: 0.004 });
const UNIVERSE = { universe: ['SPY', 'AGG', 'TLT'] };
/** Fourteen days before the newest stored bar, and a day of slack for the time zone. */
const OVERLAP_BEGIN = '2024-02-15';
const WHOLE_HISTORY = '1900-01-01';

let pipeline: Pipeline;
let market: YahooMarket;
beforeAll(async () => void (pipeline = await Pipeline.open()));
afterAll(() => pipeline.drop());
beforeEach(async () => {
  await pipeline.reset();
  market = await YahooMarket.start();
  market.histories.set('SPY', SPY).set('AGG', AGG).set('TLT', AGG);
});
afterEach(() => market.close());

function run(options: Partial<RefreshOptions> = UNIVERSE): Promise<RefreshResult> {
  return pipeline.run(
    market.provider(() => pipeline.now),
    options,
  );
}

describe('refreshing from Yahoo', () => {
  it('fetches everything once, and then only the newest part', async () => {
    const first = await run();
    expect(first.totals).toMatchObject({ stored: 3, failed: 0 });
    expect(market.chartsFrom('SPY')).toEqual([WHOLE_HISTORY]);
    market.forgetRequests();
    const versions = await pipeline.rowVersions();
    const second = await run();
    expect(market.chartsFrom('SPY')).toEqual([OVERLAP_BEGIN]);
    expect(second.totals).toMatchObject({ unchanged: 3, rowsWritten: 0 });
    expect(await pipeline.rowVersions()).toEqual(versions);
    pipeline.now = MONDAY_EVENING;
    const third = await run();
    expect((await pipeline.tasks(third.runId)).map(({ barsAdded }) => barsAdded)).toEqual([
      1, 1, 1,
    ]);
    expect(third.snapshot?.asOf).toBe(MONDAY);
  });

  it('fetches the whole history anew when a stored bar comes back changed', async () => {
    await run();
    market.forgetRequests();
    // One change within the newest part gives away another one far before it.
    const changed = restated(restated(SPY, '2024-02-28', 120), '2023-10-17', 97);
    market.histories.set('SPY', changed);
    const { runId } = await run();
    expect(market.chartsFrom('SPY')).toEqual([OVERLAP_BEGIN, WHOLE_HISTORY]);
    expect(market.chartsFrom('AGG')).toEqual([OVERLAP_BEGIN]);
    const tasks = await pipeline.tasks(runId);
    expect(tasks.map(({ barsReplaced }) => barsReplaced)).toEqual([0, 2, 0]);
    const findings = (await pipeline.findings()).filter(({ code }) => code === 'bar-restated');
    expect(findings.map(({ tradeDate }) => tradeDate).sort()).toEqual(['2023-10-17', '2024-02-28']);
    expect(await pipeline.closes('SPY')).toMatchObject({ '2024-02-28': 120, '2023-10-17': 97 });
  });

  it('ends with the same content whether days came one by one or all at once', async () => {
    market.histories.set(
      'SPY',
      SPY.map((row) => (row.date === MONDAY ? { ...row, dividend: 0.5 } : row)),
    );
    await run();
    pipeline.now = MONDAY_EVENING;
    await run();
    const oneByOne = await pipeline.hashes();
    await pipeline.reset();
    pipeline.now = MONDAY_EVENING;
    await run();
    expect(await pipeline.hashes()).toEqual(oneByOne);
  });
});

describe('capitalisations from Yahoo', () => {
  const closeOf = (date: string): number => SPY.find((row) => row.date === date)!.close;
  const capOf = (date: string, shares: number): string =>
    new Dec(closeOf(date)).times(shares).toFixed(2);
  /** As net assets come to: those of a million shares more. */
  const COUNTS = { '2023-08-31': 1e6, '2023-10-02': 5e6, '2023-10-07': 6e6, '2024-02-01': 6e6 };
  const HISTORY = [
    `2023-10-02 ${capOf('2023-10-02', 5e6)} 5000000 yahoo`,
    `2023-10-07 ${capOf('2023-10-06', 6e6)} 6000000 yahoo`,
  ];

  it("store share counts at their day's close once, and then what the profile tells anew", async () => {
    market.shares.set('SPY', COUNTS);
    market.netAssets.set('SPY', 7e8);
    await run();
    const figure = `${FRIDAY} 700000000.00 - yahoo`;
    expect(await pipeline.capitalisations('SPY')).toEqual([...HISTORY, figure]);
    expect(await pipeline.capitalisations('AGG')).toEqual([]);
    expect(await pipeline.findings()).toMatchObject([
      { symbol: 'SPY', code: 'capitalisation-outside-prices', detail: { count: 1 } },
    ]);
    market.forgetRequests();
    const versions = await pipeline.rowVersions();
    expect((await run()).totals).toMatchObject({ unchanged: 3, rowsWritten: 0, findings: 0 });
    expect(await pipeline.rowVersions()).toEqual(versions);
    expect(market.sharesFrom('SPY')).toEqual([]);
    // A source that repeats its figure says nothing of the new session.
    pipeline.now = MONDAY_EVENING;
    await run();
    expect(await pipeline.capitalisations('SPY')).toEqual([...HISTORY, figure]);
    market.netAssets.set('SPY', 7.1e8);
    await run();
    const monday = `${MONDAY} 710000000.00 - yahoo`;
    expect(await pipeline.capitalisations('SPY')).toEqual([...HISTORY, figure, monday]);
    expect(market.sharesFrom('SPY')).toEqual([]);
  });

  it('are asked for again where the source failed, and cost no price', async () => {
    market.shares.set('SPY', COUNTS);
    market.netAssets.set('SPY', 7e8);
    market.sharesFault = FAULTS.throttled;
    const { totals } = await run();
    expect(totals).toMatchObject({ stored: 3, failed: 0 });
    expect(await pipeline.capitalisations('SPY')).toEqual([]);
    expect((await pipeline.findings()).map(({ code }) => code)).toEqual(
      Array.from({ length: 3 }, () => 'capitalisations-unavailable'),
    );
    market.sharesFault = null;
    await run();
    expect(await pipeline.capitalisations('SPY')).toHaveLength(3);
  });

  it('are asked for of the time that was missed', async () => {
    pipeline.now = new Date('2023-11-01T22:00:00Z');
    market.shares.set('SPY', COUNTS);
    await run();
    pipeline.now = MONDAY_EVENING;
    market.shares.set('SPY', { ...COUNTS, '2024-02-05': 8e6 });
    market.forgetRequests();
    await run();
    expect(market.sharesFrom('SPY')).toEqual(['2023-10-07']);
    expect(await pipeline.capitalisations('SPY')).toEqual([
      ...HISTORY,
      `2024-02-05 ${capOf('2024-02-05', 8e6)} 8000000 yahoo`,
    ]);
  });

  it('are not believed at the first sight of another unit, nor put over what was imported', async () => {
    market.netAssets.set('SPY', 7e8);
    await run();
    pipeline.now = MONDAY_EVENING;
    market.netAssets.set('SPY', 7e5);
    await run();
    expect(await pipeline.capitalisations('SPY')).toEqual([`${FRIDAY} 700000000.00 - yahoo`]);
    expect(await pipeline.findings()).toMatchObject([
      { symbol: 'SPY', code: 'capitalisation-spike', tradeDate: MONDAY },
    ]);
    // Told again, it is the level.
    await run();
    expect(await pipeline.capitalisations('SPY')).toHaveLength(2);
    await pipeline.query(
      `update market_cap_data set source = 'import', market_cap = 8e8 where date = $1`,
      [MONDAY],
    );
    await run();
    expect((await pipeline.capitalisations('SPY')).at(-1)).toBe(`${MONDAY} 800000000.00 - import`);
  });
});

describe('a symbol that fails', () => {
  it.each([
    ['is not known', FAULTS.unknown, 'PROVIDER_SYMBOL_NOT_FOUND'],
    ['is throttled for good', FAULTS.throttled, 'PROVIDER_THROTTLED'],
    ['has an answer of another form', FAULTS.malformed, 'PROVIDER_MALFORMED'],
    ['has a web page for an answer', FAULTS.page, 'PROVIDER_UNAVAILABLE'],
    ['breaks off', FAULTS.dropped, 'PROVIDER_UNAVAILABLE'],
  ] as const)('because it %s stops no other, and its task says why', async (_why, fault, code) => {
    market.faults.set('AGG', fault);
    const result = await run();
    expect(result.failures.map((failure) => [failure.symbol, failure.code])).toEqual([
      ['AGG', code],
    ]);
    expect(result.totals).toMatchObject({ assets: 3, stored: 2, failed: 1 });
    expect(result.snapshot).toMatchObject({ asOf: FRIDAY, assets: 2 });
    const [agg, ...others] = await pipeline.tasks(result.runId);
    expect(agg).toMatchObject({ status: 'failed', errorCode: code, rowsWritten: 0 });
    expect(agg?.error).toBe(result.failures[0]?.message);
    expect(others.map(({ status }) => status)).toEqual(['stored', 'stored']);
    expect(await pipeline.closes('AGG')).toEqual({});
    expect((await pipeline.runs())[0]).toMatchObject({ status: 'completed', error: null });
  });

  it('keeps the history that it has, and is made good by the next refresh', async () => {
    await run();
    const before = await pipeline.closes('AGG');
    pipeline.now = MONDAY_EVENING;
    market.faults.set('AGG', FAULTS.throttled);
    const failed = await run();
    expect(await pipeline.closes('AGG')).toEqual(before);
    expect(failed.snapshot).toMatchObject({ asOf: MONDAY, assets: 3 });
    market.faults.clear();
    const mended = await run();
    expect((await pipeline.tasks(mended.runId)).map(({ barsAdded }) => barsAdded)).toEqual([
      1, 0, 0,
    ]);
    expect(Object.keys(await pipeline.closes('AGG')).at(-1)).toBe(MONDAY);
  });

  it('leaves the snapshot alone when it is every symbol', async () => {
    const first = await run();
    pipeline.now = MONDAY_EVENING;
    for (const symbol of UNIVERSE.universe) market.faults.set(symbol, FAULTS.throttled);
    const second = await run({ ...UNIVERSE, riskFreeRate: 0.05 });
    expect(second.failures).toHaveLength(3);
    expect(second).toMatchObject({ isPublished: false, totals: { failed: 3 } });
    expect(second.snapshot?.id).toBe(first.snapshot?.id);
    expect((await pipeline.runs())[0]).toMatchObject({
      status: 'failed',
      error: 'No asset could be refreshed.',
    });
    expect(
      await pipeline
        .refreshOf(
          market.provider(() => pipeline.now),
          UNIVERSE,
        )
        .isBehind(),
    ).toBe(true);
  });
});
