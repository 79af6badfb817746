import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoredMarket } from '../../../../test/store/storedMarket.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/store/testDatabase.js';
import type { StrategyKind } from '../../../domain/strategy.js';
import { tradingDate } from '../../../domain/tradingDate.js';
import { IndexComputationReader } from '../../../store/indexComputations.reader.js';
import { IndexReader } from '../../../store/indices.reader.js';
import { MarketCapStore } from '../../../store/marketCaps.store.js';
import { StrategyStore } from '../../../store/strategies.store.js';
import { recompute, recomputeStores } from '../recompute.js';
import { indexStores, recomputeIndices, type IndexRecomputeRequest } from './recomputeIndices.js';

const NOW = new Date('2024-02-01T22:00:00Z');
const ALL = { from: null, to: null, limit: 10_000 };
const EVENTS = { ...ALL, kind: null, symbol: null, after: null };

let test: TestDatabase;
let market: StoredMarket;
let reader: IndexReader;
let computations: IndexComputationReader;
beforeAll(async () => {
  test = await openTestDatabase();
  reader = new IndexReader(test.database);
  computations = new IndexComputationReader(test.database);
});
beforeEach(async () => {
  await test.reset();
  market = await StoredMarket.begin(test.database, ['SPY', 'AGG', 'GLD'], '2022-06-01');
});
afterAll(() => test.drop());

const run = (changes: Partial<IndexRecomputeRequest> = {}) =>
  recomputeIndices(indexStores(test.database), { now: NOW, ...changes });

/** All that is stored of indices, keys and times left out. */
const stored = async (): Promise<unknown[]> => [
  await test.database.session.query(
    `select i.slug, v.date, v.value, v.return_pct, v.divisor
     from index_values v join indices i on i.id = v.index_id order by 1, 2`,
  ),
  await test.database.session.query(
    `select i.slug, l.date, a.symbol, l.weight, l.value from allocations l
     join indices i on i.id = l.index_id join assets a on a.id = l.asset_id order by 1, 2, 3`,
  ),
  await test.database.session.query(
    `select i.slug, e.position, e.date, e.kind, e.asset_id, e.level_before, e.level_after,
       e.divisor_before, e.divisor_after, e.detail
     from index_events e join indices i on i.id = e.index_id order by 1, 2`,
  ),
];

const capitalisations = (symbol: string, marketCap: string, date = '2022-06-01') =>
  new MarketCapStore(test.database).write([
    {
      assetId: market.idOf(symbol),
      date: tradingDate(date),
      marketCap,
      sharesOutstanding: null,
      source: 'csv',
    },
  ]);

const EQUAL = { kind: 'equal-weighted', parameters: { frequency: 'monthly' } } as const;

async function closesOf(slug: string) {
  const index = await reader.find(slug);
  return reader.closes(index?.id ?? '', ALL);
}

describe('a night of indices', () => {
  it('fills values, allocations and the ledger, and figures follow', async () => {
    await market.addIndex('even', EQUAL);
    expect(await run()).toMatchObject({ indices: 1, computed: 1, problems: [] });
    const closes = await closesOf('even');
    expect(closes[0]).toMatchObject({ date: market.baseDate, value: 1000, return: null });
    expect(closes.at(-1)?.date).toBe(market.lastDate);
    const index = await reader.find('even');
    const held = await reader.allocationsOn(index!.id, market.lastDate);
    expect(held.map(({ weight }) => weight)).toEqual([0.33333333, 0.33333333, 0.33333333]);
    const { rows } = await computations.events(index!.id, EVENTS);
    expect(rows.slice(0, 4).map(({ kind, symbol }) => [kind, symbol])).toEqual([
      ['entry', 'AGG'],
      ['entry', 'GLD'],
      ['entry', 'SPY'],
      ['rebalance', null],
    ]);
    for (const { levelBefore, levelAfter } of rows) {
      expect(Math.abs(levelAfter / levelBefore - 1)).toBeLessThan(1e-12);
    }
    const { snapshot, subjectsComputed } = await recompute(recomputeStores(test.database), {
      source: 'csv',
      benchmark: 'even',
      riskFreeRate: 0,
      runId: market.runId,
      now: NOW,
    });
    expect([subjectsComputed, snapshot?.benchmark]).toEqual([4, 'even']);
  });

  it('computes only what has changed, and ends where a full one does', async () => {
    await market.addIndex('even', { ...EQUAL, parameters: { constituents: ['SPY', 'AGG'] } });
    await market.addIndex('gold', { ...EQUAL, parameters: { constituents: ['GLD'] } });
    await run();
    expect(await run()).toMatchObject({ computed: 0, rowsWritten: 0 });
    const changes: (() => Promise<unknown>)[] = [
      () => market.newDay(['GLD']),
      () => market.restate('GLD'),
      () => market.pay('GLD', 'dividend'),
      () => market.pay('GLD', 'capital_gain'),
    ];
    for (const change of changes) {
      await change();
      expect(await run()).toMatchObject({ computed: 1 });
      const incremental = await stored();
      expect(await run({ isFull: true })).toMatchObject({ computed: 2, rowsWritten: 0 });
      expect(await stored()).toEqual(incremental);
    }
    await market.addIndex('gold', { ...EQUAL, parameters: { constituents: ['GLD', 'SPY'] } });
    expect(await run()).toMatchObject({ computed: 1 });
  });

  it('takes away what a changed history no longer has', async () => {
    await market.addIndex('even', EQUAL);
    await run();
    const later = tradingDate('2023-01-03');
    await market.addIndex('even', { ...EQUAL, baseDate: later });
    const { rowsWritten } = await run();
    const closes = await closesOf('even');
    expect(closes[0]).toMatchObject({ date: later, value: 1000 });
    expect(rowsWritten).toBeGreaterThan(closes.length);
    const index = await reader.find('even');
    const [first] = await reader.allocations(index!.id, ALL);
    expect(first?.date).toBe(later);
    const { rows } = await computations.events(index!.id, EVENTS);
    expect(rows[0]?.date).toBe(later);
  });

  it('lets an asset go that has left the universe', async () => {
    await market.addIndex('even', { ...EQUAL, parameters: { constituents: ['SPY', 'GLD'] } });
    await market.deactivate('GLD');
    await market.newDay(['SPY']);
    await run();
    const index = await reader.find('even');
    const { rows } = await computations.events(index!.id, { ...EVENTS, kind: 'exit' });
    expect(rows).toMatchObject([{ symbol: 'GLD', date: market.lastDate }]);
  });
});

describe('an index that cannot be computed', () => {
  it('keeps its values, is told of every night, and stops no other', async () => {
    await market.addIndex('by-size', { kind: 'cap-weighted', parameters: {} });
    await market.addIndex('even', EQUAL);
    const problem = { index: 'by-size', code: 'INDEX_EMPTY' };
    expect(await run()).toMatchObject({ computed: 1, problems: [problem] });
    expect(await run()).toMatchObject({ computed: 0, problems: [problem] });
    for (const symbol of ['SPY', 'AGG', 'GLD']) await capitalisations(symbol, '5000000');
    expect(await run()).toMatchObject({ computed: 1, problems: [] });
    const before = await closesOf('by-size');
    expect(before.length).toBeGreaterThan(300);
    await market.addIndex('by-size', { kind: 'cap-weighted', parameters: { weightMax: 7 } });
    const refused = { index: 'by-size', code: 'INDEX_PARAMETERS_REFUSED' };
    expect(await run()).toMatchObject({ computed: 0, problems: [refused] });
    expect(await closesOf('by-size')).toEqual(before);
    const index = await reader.find('by-size');
    expect((await computations.find(index!.id))?.problem?.message).toContain('weightMax');
  });

  it('is computed anew when capitalisations change', async () => {
    for (const symbol of ['SPY', 'AGG', 'GLD']) await capitalisations(symbol, '5000000');
    await market.addIndex('by-size', { kind: 'cap-weighted', parameters: {} });
    await market.addIndex('even', EQUAL);
    await run();
    await capitalisations('GLD', '9000000', '2023-03-01');
    expect(await run()).toMatchObject({ computed: 1 });
    const index = await reader.find('by-size');
    const { rows } = await computations.events(index!.id, { ...EVENTS, kind: 'shares' });
    expect(rows[0]).toMatchObject({ symbol: 'GLD', date: '2023-03-31' });
  });

  it.each([
    [{ constituents: ['SPY', 'NOPE'] }, 'NO_HISTORY'],
    [{ constituents: ['NOPE'] }, 'NO_HISTORY'],
    [{ frequency: 'hourly' }, 'INDEX_PARAMETERS_REFUSED'],
  ])('with %j says %s', async (parameters, code) => {
    await market.addIndex('bad', { ...EQUAL, parameters });
    expect((await run()).problems).toMatchObject([{ index: 'bad', code }]);
  });

  it('for its currency names the asset', async () => {
    await market.addIndex('euro', { ...EQUAL, currency: 'EUR' });
    const [problem] = (await run()).problems;
    expect(problem).toMatchObject({ code: 'CURRENCIES_MIXED' });
    expect(problem?.message).toContain('AGG is priced in USD');
  });
});

describe('a strategy index', () => {
  const strategies = () => new StrategyStore(test.database);
  const follow = async (kind: StrategyKind, parameters: Readonly<Record<string, unknown>>) => {
    const draft = { slug: kind, name: kind, description: '', kind };
    await strategies().saveSystem(draft, { name: 'defaults', parameters: {} });
    await market.addIndex(`of-${kind}`, { kind: 'strategy', strategy: kind, parameters });
  };

  it('follows its targets, and the strategy’s active version', async () => {
    await follow('rebalance', { targets: { SPY: 0.6, AGG: 0.4 } });
    expect(await run()).toMatchObject({ computed: 1, problems: [] });
    const index = await reader.find('of-rebalance');
    const held = await reader.allocationsOn(index!.id, market.lastDate);
    expect(held.map(({ symbol, weight }) => [symbol, weight])).toEqual([
      ['SPY', 0.6],
      ['AGG', 0.4],
    ]);
    const found = await test.database.session.query<{ id: string }>('select id from strategies');
    const version = { name: 'yearly', parameters: { frequency: 'yearly' } };
    await strategies().addVersion(found[0]!.id, null, version);
    expect(await run()).toMatchObject({ computed: 1 });
    const dates = new Set((await reader.allocations(index!.id, ALL)).map(({ date }) => date));
    expect([...dates]).toEqual([market.baseDate, '2022-12-30', '2023-12-29']);
  });

  it('is refused with the strategy’s own reason', async () => {
    await follow('rebalance', { targets: { SPY: 0.6, NOPE: 0.4 } });
    await follow('momentum', { strategyParameters: { lookback: 'long' } });
    expect((await run()).problems).toMatchObject([
      { index: 'of-momentum', code: 'STRATEGY_PARAMETER_REFUSED' },
      { index: 'of-rebalance', code: 'INDEX_TARGET_UNKNOWN' },
    ]);
  });
});
