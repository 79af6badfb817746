import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import { SimulatedProvider } from '../../src/ingestion/providers/simulated.js';
import { simulateMarket } from '../../src/ingestion/simulated/market.js';
import { shareReports } from '../../src/ingestion/simulated/shareCounts.js';
import { SIMULATED_FUNDS } from '../../src/ingestion/simulated/universe.js';
import { MarketCapReader } from '../../src/store/marketCaps.reader.js';
import { verify } from '../../src/store/verification.js';
import { FRIDAY, MONDAY, MONDAY_EVENING, Pipeline } from './pipeline.js';

let pipeline: Pipeline;
let provider: SimulatedProvider;
beforeAll(async () => {
  pipeline = await Pipeline.open();
  provider = await SimulatedProvider.start({ now: () => pipeline.now });
});
afterAll(async () => {
  await provider.close();
  await pipeline.drop();
});

describe('the simulated market, night after night', () => {
  it('comes in whole, with splits, dividends, metadata and nothing refused', async () => {
    const { totals, failures, snapshot } = await pipeline.run(provider);
    expect(failures).toEqual([]);
    expect(totals).toMatchObject({ assets: SIMULATED_FUNDS.length, failed: 0 });
    expect(snapshot).toMatchObject({ source: 'simulated', asOf: FRIDAY });
    // The delisted fund ends early, and nothing else is to be said.
    expect((await pipeline.findings()).map(({ symbol, code }) => [symbol, code])).toEqual([
      ['RSX', 'ends-early'],
    ]);
    const splits = await pipeline.query(`select from corporate_actions where kind = 'split'`);
    expect(splits).toHaveLength(SIMULATED_FUNDS.flatMap((fund) => fund.splits).length);
    const payers = await pipeline.query(
      `select distinct asset_id from corporate_actions where kind = 'dividend'`,
    );
    const paying = SIMULATED_FUNDS.filter(({ paymentsPerYear }) => paymentsPerYear > 0);
    expect(payers).toHaveLength(paying.length);
    const facts = await pipeline.query('select from etf_info where expense_ratio > 0');
    expect(facts).toHaveLength(SIMULATED_FUNDS.length);
    expect((await verify(pipeline.database)).discrepancies).toEqual([]);
  });

  it('tells share counts of every month, and the assets that they come to', async () => {
    const all = shareReports(simulateMarket(tradingDate(FRIDAY)).get('EFA')!);
    // A count that is only repeated is left out; that of the split of 2013 is three times as large.
    const reports = all.filter(({ shares }, i) => shares !== all[i - 1]?.shares);
    const stored = await pipeline.capitalisations('EFA');
    expect(stored).toEqual(
      reports.map(
        ({ day, netAssets, shares }) =>
          `${fromEpochDay(day)} ${netAssets.toFixed(2)} ${shares} simulated`,
      ),
    );
    const histories = await new MarketCapReader(pipeline.database).histories(null);
    expect([...histories.keys()].toSorted()).toEqual(
      SIMULATED_FUNDS.map(({ symbol }) => symbol).toSorted(),
    );
  });

  it('writes nothing the second time', async () => {
    const versions = await pipeline.rowVersions();
    const { totals, isPublished } = await pipeline.run(provider);
    expect(totals).toMatchObject({ rowsWritten: 0, stored: 0, findings: 0 });
    expect(isPublished).toBe(false);
    expect(await pipeline.rowVersions()).toEqual(versions);
  });

  it('gets one bar more for each fund that still trades', async () => {
    pipeline.now = MONDAY_EVENING;
    const { runId, snapshot } = await pipeline.run(provider);
    const tasks = await pipeline.tasks(runId);
    for (const { symbol, barsAdded, barsReplaced } of tasks) {
      expect([symbol, barsAdded, barsReplaced]).toEqual([symbol, symbol === 'RSX' ? 0 : 1, 0]);
    }
    expect(snapshot?.asOf).toBe(MONDAY);
    expect((await verify(pipeline.database)).discrepancies).toEqual([]);
  });
});
