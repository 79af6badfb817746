import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CsvProvider } from '../../src/ingestion/providers/csv.js';
import type { RefreshResult } from '../../src/ingestion/refresh.js';
import { verify } from '../../src/store/verification.js';
import { describeWithSharedData, sharedData } from '../setup/sharedData.js';
import { Pipeline } from './pipeline.js';

const NOW = new Date('2026-05-02T12:00:00Z');

/** Our column, the reference's name, and the sign between them. */
const COMPARED = [
  ['total_return', 'cumulative_return', 1],
  ['volatility', 'annualized_stddev', 1],
  ['sharpe', 'sharpe_annualized_rf0_arithmetic', 1],
  ['max_drawdown', 'max_drawdown', -1],
  ['var95', 'VaR_historical_95', -1],
  ['cvar95', 'ES_historical_95', -1],
  ['beta', 'beta', 1],
  ['correlation', 'correlation', 1],
] as const;
/** The reference is of the files' adjusted closes; ours are derived from rounded dividends. */
const RELATIVE_TOLERANCE = 2e-5;
/** One day's return, as the VaR is, differs by this where the day is an ex-date. */
const RETURN_TOLERANCE = 1e-6;

interface Case {
  readonly asset: string;
  readonly metric: string;
  readonly expected: number;
}

describeWithSharedData('25 real price files, end to end', () => {
  const directory = sharedData('data/prices') ?? '';
  const provider = new CsvProvider(directory);
  const linesOf = (symbol: string): string[] =>
    readFileSync(`${directory}/${symbol}.csv`, 'utf8').trim().split('\n').slice(1);
  let pipeline: Pipeline;
  let result: RefreshResult;
  beforeAll(async () => {
    pipeline = await Pipeline.open();
    pipeline.now = NOW;
    result = await pipeline.run(provider, { concurrency: 4 });
  }, 120_000);
  afterAll(() => pipeline.drop());

  it('come in whole', async () => {
    expect(result).toMatchObject({ session: '2026-05-01', failures: [], isPublished: true });
    expect(result.totals).toMatchObject({ assets: 25, stored: 25, failed: 0 });
    const rows = (await provider.universe()).map(linesOf);
    const total = rows.reduce((sum, lines) => sum + lines.length, 0);
    const { assets, bars, discrepancies } = await verify(pipeline.database);
    expect([assets, bars, discrepancies]).toEqual([25, total, []]);
  });

  it.each(['SPY', 'AGG', 'GLD', 'TLT', 'XLF'])('give the known figures of %s', async (symbol) => {
    const file = sharedData('data/reference/performanceanalytics_etf_daily.json') ?? '';
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };
    const [row] = await pipeline.query<Record<string, number>>(
      `select m.* from risk_metrics m join assets a on a.id = m.asset_id
       where a.symbol = $1 and m."window" = 'max'`,
      [symbol],
    );
    const valueOf = (name: string): number | undefined =>
      cases.find(({ asset, metric }) => asset === symbol && metric === name)?.expected;
    expect(row!['observations']).toBe(valueOf('observations'));
    let compared = 0;
    for (const [column, name, sign] of COMPARED) {
      const expected = valueOf(name);
      if (expected === undefined) continue;
      const error = Math.abs(row![column]! * sign - expected);
      const isClose = error < RELATIVE_TOLERANCE * Math.abs(expected) + RETURN_TOLERANCE;
      expect([name, isClose ? 'close' : row![column]]).toEqual([name, 'close']);
      compared += 1;
    }
    // The reference holds the benchmark against nothing.
    expect(compared).toBe(symbol === 'SPY' ? 6 : 8);
  });

  it("tell that EEM's dividends are missing, and of its adjusted closes", async () => {
    const found = (await pipeline.findings()).filter(({ symbol }) => symbol === 'EEM');
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['adjusted-close-differs', 'dividends-missing']),
    );
    const others = (await pipeline.findings()).filter(
      ({ symbol, code }) => symbol !== 'EEM' && code === 'adjusted-close-differs',
    );
    expect(others).toEqual([]);
  });

  it.each(['IVV', 'XLK', 'QQQ', 'TLT'])('give the adjusted closes of %s', async (symbol) => {
    const theirs = new Map(
      linesOf(symbol).map((line) => [line.slice(0, 10), Number(line.split(',')[5])] as const),
    );
    const rows = await pipeline.query<{ date: string; adjusted: number }>(
      `select date::text as date, adjusted_close::float8 as adjusted from market_data
       where symbol = $1 order by date`,
      [symbol],
    );
    expect(rows).toHaveLength(theirs.size);
    // Dividends after a file's end rescale its whole adjusted history by one factor.
    const last = rows.at(-1)!;
    const factor = theirs.get(last.date)! / last.adjusted;
    if (last.date === '2026-05-01') expect(factor).toBeCloseTo(1, 6);
    const worst = rows.reduce((most, { date, adjusted }) => {
      return Math.max(most, Math.abs(theirs.get(date)! / (adjusted * factor) - 1));
    }, 0);
    expect(worst).toBeLessThan(1e-5);
  });

  it('are left alone by a second refresh', async () => {
    const versions = await pipeline.rowVersions();
    const second = await pipeline.run(provider, { concurrency: 4 });
    expect(second.totals).toMatchObject({ unchanged: 25, rowsWritten: 0, findings: 0 });
    expect(second.snapshot?.id).toBe(result.snapshot?.id);
    expect(await pipeline.rowVersions()).toEqual(versions);
  });
});
