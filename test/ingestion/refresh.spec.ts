import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeBacktests } from '../../src/analytics/recompute/backtests/night.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { importCapitalisations } from '../../src/ingestion/importCapitalisations.js';
import type { RefreshProgress } from '../../src/ingestion/refresh.js';
import { PortfolioStore } from '../../src/store/portfolios.store.js';
import { StrategyStore } from '../../src/store/strategies.store.js';
import { verify } from '../../src/store/verification.js';
import { CsvFolder, path, restated } from './csvFolder.js';
import { FRIDAY, MONDAY, MONDAY_EVENING, Pipeline } from './pipeline.js';

const FROM = '2023-12-01';
const SPY = path(FROM, MONDAY);
const AGG = path(FROM, MONDAY, { start: 50, swing: 0.004 });
const dated = <T extends { date: string }>(rows: readonly T[], to: string): T[] =>
  rows.filter(({ date }) => date <= to);

let pipeline: Pipeline;
let folder: CsvFolder;
beforeAll(async () => void (pipeline = await Pipeline.open()));
afterAll(() => pipeline.drop());
beforeEach(async () => {
  await pipeline.reset();
  folder = new CsvFolder().write('SPY', dated(SPY, FRIDAY)).write('AGG', dated(AGG, FRIDAY));
});
afterEach(() => folder.drop());

describe('a first refresh', () => {
  it('stores every bar, computes every figure and publishes', async () => {
    const seen: RefreshProgress[] = [];
    const result = await pipeline.run(folder.provider(), {}, (progress) => seen.push(progress));
    const bars = dated(SPY, FRIDAY).length;
    expect(result).toMatchObject({
      session: FRIDAY,
      isResumed: false,
      isPublished: true,
      failures: [],
      totals: { assets: 2, stored: 2, unchanged: 0, failed: 0 },
    });
    // Two of each: factor row and packed series; nine windows of figures.
    expect(result.totals.rowsWritten).toBe(2 * (bars + 1 + 1) + 2 * 9);
    expect(result.snapshot).toMatchObject({ asOf: FRIDAY, source: 'csv', assets: 2 });
    const closes = await pipeline.closes('AGG');
    expect(closes).toEqual(
      Object.fromEntries(dated(AGG, FRIDAY).map(({ date, close }) => [date, close])),
    );
    expect((await verify(pipeline.database)).discrepancies).toEqual([]);
    expect(seen.filter(({ phase }) => phase === 'prices').map(({ done }) => done)).toEqual([1, 2]);
    expect(seen.at(-1)).toEqual({ phase: 'metrics', done: 2, total: 2, symbol: null });
  });

  it('stores no bar of a session that is not final', async () => {
    pipeline.now = new Date('2024-03-01T21:29:00Z');
    folder.write('SPY', SPY).write('AGG', AGG);
    const { session } = await pipeline.run(folder.provider());
    expect(session).toBe('2024-02-29');
    expect(Object.keys(await pipeline.closes('SPY')).at(-1)).toBe('2024-02-29');
  });

  it('refuses bad bars with a finding each and keeps the good ones', async () => {
    const line = '2024-02-10,10,11,9,10,,5,0\n2024-02-12,10,9,11,10,,5,0\nnonsense\n';
    const rows = dated(SPY, '2024-02-09').map(
      ({ date, close }) => `${date},${close},${close + 1},${close - 1},${close},,5,0`,
    );
    const header = 'date,open,high,low,close,adj_close,volume,dividend';
    folder.writeText('SPY', [header, ...rows, line].join('\n'));
    await pipeline.run(folder.provider());
    expect(Object.keys(await pipeline.closes('SPY'))).toHaveLength(rows.length);
    const codes = (await pipeline.findings()).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['weekend', 'price-order', 'row-unreadable']));
  });
});

describe('after the publication', () => {
  it('backtests are run where they have news; what breaks there leaves the snapshot', async () => {
    await pipeline.run(folder.provider());
    const { database } = pipeline;
    const [slug, kind] = ['rebalance', 'rebalance'] as const;
    const draft = { slug, name: 'Rebalance', description: '', kind };
    await new StrategyStore(database).saveSystem(draft, { name: 'v', parameters: {} });
    await new PortfolioStore(database).saveModel('both', {
      name: 'Both',
      description: '',
      isPublic: true,
      initialCapital: '1000.00',
      benchmark: null,
      holdings: ['AGG', 'SPY'].map((symbol) => ({ symbol, allocation: '0.5' })),
    });
    const seen: RefreshProgress[] = [];
    const second = await pipeline.run(folder.provider(), {}, (progress) => seen.push(progress));
    expect(second).toMatchObject({ isPublished: false, backtests: { asked: 1, completed: 1 } });
    expect(seen.at(-1)).toEqual({ phase: 'backtests', done: 1, total: 1, symbol: null });
    const { backtests } = await pipeline.run(folder.provider());
    expect(backtests).toMatchObject({ asked: 0, completed: 0, failed: 0, error: null });

    pipeline.now = MONDAY_EVENING;
    folder.write('SPY', SPY).write('AGG', AGG);
    await pipeline.query('alter table user_strategies rename to elsewhere');
    try {
      const third = await pipeline.run(folder.provider());
      expect(third).toMatchObject({ isPublished: true, snapshot: { asOf: MONDAY } });
      expect(third.backtests.error).toContain('user_strategies');
      expect(describeBacktests(third.backtests)).toEqual([
        expect.stringMatching(/^The backtests were not all run: .*user_strategies/),
      ]);
    } finally {
      await pipeline.query('alter table elsewhere rename to user_strategies');
    }
    expect((await pipeline.run(folder.provider())).backtests).toMatchObject({ completed: 1 });
  });
});

describe('a second refresh', () => {
  it('with the same data writes no row and keeps the snapshot', async () => {
    const first = await pipeline.run(folder.provider());
    const [versions, hashes] = [await pipeline.rowVersions(), await pipeline.hashes()];
    const second = await pipeline.run(folder.provider());
    expect(second.totals).toMatchObject({ stored: 0, unchanged: 2, rowsWritten: 0, findings: 0 });
    expect(second.isPublished).toBe(false);
    expect(second.snapshot?.id).toBe(first.snapshot?.id);
    expect(second.runId).not.toBe(first.runId);
    expect(await pipeline.rowVersions()).toEqual(versions);
    expect(await pipeline.hashes()).toEqual(hashes);
  });

  it('appends one more day, and publishes anew', async () => {
    const first = await pipeline.run(folder.provider());
    const before = await pipeline.closes('SPY');
    pipeline.now = MONDAY_EVENING;
    folder.write('SPY', SPY).write('AGG', AGG);
    const second = await pipeline.run(folder.provider());
    expect((await pipeline.tasks(second.runId)).map(({ barsAdded }) => barsAdded)).toEqual([1, 1]);
    expect((await pipeline.tasks(second.runId)).map((task) => task.barsReplaced)).toEqual([0, 0]);
    expect(await pipeline.closes('SPY')).toEqual({ ...before, [MONDAY]: SPY.at(-1)?.close });
    expect(second.snapshot).toMatchObject({ asOf: MONDAY });
    expect(second.snapshot?.id).not.toBe(first.snapshot?.id);
    const published = await pipeline.query(`select id from snapshots where status = 'published'`);
    expect(published).toEqual([{ id: second.snapshot?.id }]);
  });

  it('puts a restated bar in place of the old one, and keeps that in a finding', async () => {
    await pipeline.run(folder.provider());
    const old = SPY.find(({ date }) => date === '2024-01-17')!.close;
    folder.write('SPY', restated(dated(SPY, FRIDAY), '2024-01-17', 101.25));
    const second = await pipeline.run(folder.provider());
    const [, spy] = await pipeline.tasks(second.runId);
    expect(spy).toMatchObject({ status: 'stored', barsAdded: 0, barsReplaced: 1 });
    expect((await pipeline.closes('SPY'))['2024-01-17']).toBe(101.25);
    const [finding] = (await pipeline.findings()).filter(({ code }) => code === 'bar-restated');
    expect(finding).toMatchObject({ symbol: 'SPY', tradeDate: '2024-01-17' });
    expect(finding!.detail).toMatchObject({ before: { close: old } });
    expect(second.isPublished).toBe(true);
    expect((await verify(pipeline.database)).discrepancies).toEqual([]);
  });

  it('ends with the same content whether days came one by one or all at once', async () => {
    await pipeline.run(folder.provider());
    pipeline.now = MONDAY_EVENING;
    folder.write('SPY', SPY).write('AGG', AGG);
    await pipeline.run(folder.provider());
    const oneByOne = await pipeline.hashes();
    await pipeline.reset();
    pipeline.now = MONDAY_EVENING;
    await pipeline.run(folder.provider());
    expect(await pipeline.hashes()).toEqual(oneByOne);
  });
});

describe('the list of capitalisations', () => {
  it('is stored as far as it is new, with the price of its day', async () => {
    const rows = ['SPY,2023-12-04,1000000,', 'SPY,2024-01-02,,12000', 'AGG,2024-01-06,2e6,30000'];
    folder.writeCapitalisations(...rows, 'OTHER,2024-01-02,5,');
    await pipeline.run(folder.provider());
    const close = (await pipeline.closes('SPY'))['2024-01-02']!;
    const spy = [
      '2023-12-04 1000000.00 - csv',
      `2024-01-02 ${(close * 12000).toFixed(2)} 12000 csv`,
    ];
    expect(await pipeline.capitalisations('SPY')).toEqual(spy);
    expect(await pipeline.capitalisations('AGG')).toEqual(['2024-01-06 2000000.00 30000 csv']);
    const versions = await pipeline.rowVersions();
    expect((await pipeline.run(folder.provider())).totals).toMatchObject({ rowsWritten: 0 });
    expect(await pipeline.rowVersions()).toEqual(versions);
    folder.writeCapitalisations(
      'SPY,2023-12-04,1100000,',
      'SPY,2024-03-04,1,',
      'AGG,2000-01-03,1,',
    );
    await pipeline.run(folder.provider());
    expect(await pipeline.capitalisations('SPY')).toEqual([
      '2023-12-04 1100000.00 - csv',
      ...spy.slice(1),
    ]);
    const refused = 'capitalisation-outside-prices';
    expect((await pipeline.findings()).map(({ symbol, code }) => [symbol, code])).toEqual([
      ['AGG', refused],
      ['SPY', refused],
    ]);
  });

  it('may be imported instead, and then goes before what a provider tells', async () => {
    await pipeline.run(folder.provider());
    const rows = ['SPY,2024-01-02,,12000', 'SPY,2024-03-02,5,', 'NONE,2024-01-02,5,'];
    folder.writeCapitalisations(...rows, 'AGG,2024-01-02,7,');
    const path = join(folder.directory, '_market_caps.csv');
    const importFile = () => importCapitalisations(pipeline.database, path, tradingDate(FRIDAY));
    expect(await importFile()).toMatchObject({
      ...{ assets: 2, rows: 2, written: 2, unknown: ['NONE'] },
      findings: [{ symbol: 'SPY', code: 'capitalisation-outside-prices' }],
    });
    expect(await importFile()).toMatchObject({ rows: 2, written: 0 });
    folder.writeCapitalisations('AGG,2024-01-02,8,', 'AGG,2024-01-03,8,');
    await pipeline.run(folder.provider());
    expect(await pipeline.capitalisations('AGG')).toEqual([
      '2024-01-02 7.00 - import',
      '2024-01-03 8.00 - csv',
    ]);
    folder.writeCapitalisations('AGG,2024-01-02,x,');
    const refused = importFile();
    await expect(refused).rejects.toMatchObject({ code: 'CAPS_FILE_REFUSED', kind: 'usage' });
    await expect(refused).rejects.toThrow('_market_caps.csv, line 2: market_cap is "x"');
    folder.remove('_market_caps');
    await expect(importFile()).rejects.toThrow('There is no file _market_caps.csv.');
  });

  it('is left aside where it cannot be read, and the prices are not', async () => {
    folder.writeCapitalisations('SPY,2023-12-04,1000000,', 'SPY,2023-12-04,1000000,5');
    const { totals } = await pipeline.run(folder.provider());
    expect(totals).toMatchObject({ stored: 2, failed: 0 });
    expect(await pipeline.capitalisations('SPY')).toEqual([]);
    const [finding] = await pipeline.findings();
    expect(finding).toMatchObject({ code: 'capitalisations-unavailable' });
    expect(finding?.detail['reason']).toContain('_market_caps.csv, line 3: SPY has another row');
  });
});

describe('the universe', () => {
  it('takes in what is new and deactivates what has left, with its history', async () => {
    await pipeline.run(folder.provider());
    const bars = Object.keys(await pipeline.closes('AGG')).length;
    folder.remove('AGG').write('TLT', dated(AGG, FRIDAY));
    const second = await pipeline.run(folder.provider());
    expect(await pipeline.query('select symbol, active from assets order by symbol')).toEqual([
      { symbol: 'AGG', active: false },
      { symbol: 'SPY', active: true },
      { symbol: 'TLT', active: true },
    ]);
    expect(Object.keys(await pipeline.closes('AGG'))).toHaveLength(bars);
    expect(second.snapshot?.assets).toBe(2);
    folder.write('AGG', dated(AGG, FRIDAY));
    const third = await pipeline.run(folder.provider());
    expect(third.snapshot?.assets).toBe(3);
  });

  it('must not be empty', async () => {
    folder.remove('SPY').remove('AGG');
    await expect(pipeline.run(folder.provider())).rejects.toMatchObject({
      code: 'EMPTY_UNIVERSE',
      kind: 'usage',
    });
    expect(await pipeline.runs()).toEqual([]);
  });

  it('does not mix two sources in one history', async () => {
    await pipeline.run(folder.provider());
    const before = await pipeline.hashes();
    const other = Object.create(folder.provider(), { source: { value: 'yahoo' } }) as ReturnType<
      CsvFolder['provider']
    >;
    const result = await pipeline.run(other);
    expect(result.failures.map(({ code }) => code)).toEqual(['SOURCE_MIXED', 'SOURCE_MIXED']);
    expect(await pipeline.hashes()).toEqual(before);
    const [run] = await pipeline.runs();
    expect(run).toMatchObject({ status: 'failed', error: 'No asset could be refreshed.' });
    folder.write('TLT', dated(AGG, FRIDAY));
    const mixed = await pipeline.run(other);
    expect(mixed).toMatchObject({ isPublished: false, totals: { stored: 1, failed: 2 } });
    const { snapshots } = await pipeline.hashes();
    expect(snapshots).toBe(before['snapshots']);
  });
});
