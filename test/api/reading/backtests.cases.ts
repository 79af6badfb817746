import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { METRIC_IDS } from '../../../src/analytics/metrics/registry.js';
import { newId } from '../../../src/store/entities/columns.js';
import type { Answered } from '../testApplication.js';
import { onePortfolioSet, type PortfolioSet } from './onePortfolioSet.js';

let set: PortfolioSet;
beforeAll(async () => {
  set = await onePortfolioSet();
});

/** Texts by field, of those fields that are looked at. */
type Row = Readonly<Record<string, string>>;

interface Detail {
  readonly from: string;
  readonly to: string | null;
  readonly snapshot: string;
  readonly results: {
    readonly from: string;
    readonly to: string;
    readonly account: Row;
    readonly contributions: readonly Row[];
    readonly request: object;
  };
}
const detailOf = async (id: string, headers: object): Promise<Detail> =>
  (await get(`/${id}`, { ...headers })).json.data as unknown as Detail;

const get = (url: string, headers = {}): Promise<Answered> =>
  set.app.get(`/v1/backtests${url}`, headers);
const list = async (query: string, headers = {}): Promise<Row[]> => {
  const { json } = await get(query, headers);
  return json.data as unknown as Row[];
};
const PARTS = ['performance', 'trades', 'allocations', 'dividends', 'payments', 'metrics'];
const cents = (text: string): number => Math.round(Number(text) * 100);

describe('/v1/backtests', () => {
  it('lists of public portfolios what the night ran, and of private ones nothing', async () => {
    const rows = await list('');
    expect(
      rows.map(({ portfolioName, strategy, kind }) => [portfolioName, strategy, kind]),
    ).toEqual(
      expect.arrayContaining([
        ['60/40', 'buy-and-hold', 'buy-and-hold'],
        ['60/40', 'rebalance', 'rebalance'],
        ['=Open', 'rebalance', 'rebalance'],
        ['=Open', null, 'momentum'],
        ['=Open', null, 'momentum'],
      ]),
    );
    expect(rows).toHaveLength(5);
    const own = await list('?status=completed', set.cleo.headers);
    expect(own.find(({ kind }) => kind === 'momentum')).toMatchObject({
      strategy: 'cleos-edge',
      strategyVersion: 1,
    });
  });

  it("tells of another's strategy its kind and what came of it, not its moves", async () => {
    const hidden = (await list('?status=completed')).find(({ kind }) => kind === 'momentum')!;
    expect(hidden).toMatchObject({ strategy: null, strategyVersion: null, parameters: null });
    for (const part of ['', '/performance', '/metrics']) {
      const { status, text } = await get(`/${hidden['id']!}${part}`);
      expect([part, status]).toEqual([part, 200]);
      expect(text).not.toMatch(/cleos-edge|"lookback"/);
    }
    const secret = { request: null, positions: null, contributions: null, notes: null };
    const { json } = await get(`/${hidden['id']!}`);
    expect(json.data).toMatchObject({ results: secret });
    for (const part of ['trades', 'allocations', 'dividends', 'payments']) {
      const answer = await get(`/${hidden['id']!}/${part}`, set.dan.headers);
      expect([answer.status, answer.json.code]).toEqual([404, 'BACKTEST_PART_PRIVATE']);
      const own = await get(`/${hidden['id']!}/${part}`, set.cleo.headers);
      expect([part, own.status]).toEqual([part, 200]);
    }
    const [failed] = await list('?status=failed');
    expect(failed).toMatchObject({ kind: 'momentum', strategy: null, error: null });
    const refusal = await get(`/${failed!['id']!}/metrics`);
    expect([refusal.status, refusal.text.includes('lookback')]).toEqual([409, false]);
    expect(await list('?strategy=cleos-edge')).toEqual([]);
    expect(await list('?strategy=cleos-edge', set.dan.headers)).toEqual([]);
    expect((await list('?strategy=cleos-edge', set.cleo.headers)).length).toBeGreaterThan(2);
  });

  it('filters by portfolio, strategy, status and who asked', async () => {
    const count = async (query: string): Promise<number> =>
      (await list(query, set.cleo.headers)).length;
    expect(await count('?portfolio=sixty-forty')).toBe(2);
    expect(await count(`?portfolio=${set.closed}&status=completed`)).toBe(3);
    expect(await count(`?portfolio=${set.closed}&nightly=false`)).toBe(2);
    expect(await count('?status=failed')).toBe(3);
    expect(await count('?status=pending')).toBe(1);
    expect(await count('?strategy=REBALANCE&nightly=true')).toBe(3);
    expect(await count('?portfolio=nowhere')).toBe(0);
    expect((await get('?portfolio=a%20b')).json.code).toBe('INVALID_PARAMETER');
  });

  it('pages, and is a table with the figures beside', async () => {
    const all = await list('?limit=100', set.cleo.headers);
    const seen: Row[] = [];
    let cursor = '';
    do {
      const { json } = await get(`?limit=3${cursor}`, set.cleo.headers);
      seen.push(...(json.data as unknown as Row[]));
      cursor = json.page.next === null ? '' : `&cursor=${json.page.next}`;
    } while (cursor !== '' && seen.length < 100);
    expect(seen).toEqual(all);
    const rows = parse<Row>((await get('?portfolio=sixty-forty&format=csv')).text, {
      columns: true,
    });
    expect(rows[0]).toMatchObject({ initialCapital: '10000.00', status: 'completed' });
    expect(Number(rows[0]!['sharpe'])).not.toBeNaN();
  });
});

describe('/v1/backtests/{id}', () => {
  it('tells what it follows from and an account that adds up', async () => {
    const data = await detailOf(set.byHand, set.cleo.headers);
    const { account, contributions, request, from, to } = data.results;
    expect([from, to, data.from, data.to]).toEqual([
      '2023-06-01',
      '2024-12-31',
      '2023-06-01',
      null,
    ]);
    expect(data).toMatchObject({ isOwn: true, isNightly: false, status: 'completed', attempts: 1 });
    expect(data.snapshot).toBe((await get('')).json.meta['snapshot']);
    expect(request).toMatchObject({
      strategy: { slug: 'rebalance', parameters: { frequency: 'monthly' } },
      options: { dividends: 'cash' },
      benchmark: 'SPY',
      riskFreeRate: 0.02,
    });
    const gains = contributions.reduce((sum, { gain }) => sum + cents(gain!), 0);
    expect(gains - cents(account['managementFee']!)).toBe(cents(account['gain']!));
    expect(cents(account['finalEquity']!) - 500_000).toBe(cents(account['gain']!));
    expect(data.results).not.toHaveProperty('series');
    expect(data.results).not.toHaveProperty('windows');
  });

  it('lists trades, dividends and fees that add up to it', async () => {
    const { account } = (await detailOf(set.byHand, set.cleo.headers)).results;
    const rows = async (part: string): Promise<Row[]> =>
      list(`/${set.byHand}/${part}`, set.cleo.headers);
    const sum = (all: Row[], field: string): number =>
      all.reduce((total, row) => total + cents(row[field]!), 0);
    const trades = await rows('trades');
    expect(trades).toHaveLength(Number(account['trades']));
    expect(sum(trades, 'commission')).toBe(cents(account['commission']!));
    expect(sum(await rows('dividends'), 'amount')).toBe(cents(account['dividendsReceived']!));
    expect(sum(await rows('payments'), 'amount')).toBe(cents(account['managementFee']!));
    const performance = await rows('performance');
    expect(performance.at(-1)).toMatchObject({ equity: account['finalEquity'] });
    const [first] = await rows('allocations');
    expect(first).toMatchObject({ date: '2023-06-01', weights: { SPY: expect.any(Number) } });
  });

  it('pages through rows by date', async () => {
    const url = `/${set.byHand}/trades`;
    const range = 'from=2023-12-01&to=2024-06-30';
    const trades = await list(`${url}?${range}`, set.cleo.headers);
    expect(trades.length).toBeGreaterThan(8);
    expect(trades.every(({ date }) => date! >= '2023-12-01' && date! <= '2024-06-30')).toBe(true);
    const first = await get(`${url}?${range}&limit=3`, set.cleo.headers);
    const next = first.json.page.next!;
    const second = await list(`${url}?${range}&limit=3&cursor=${next}`, set.cleo.headers);
    expect([...first.json.data, ...second]).toEqual(trades.slice(0, 6));
    expect(first.json.meta['omitted']).toBe(0);
    const wrong = await get(`/${set.byHand}/payments?cursor=${next}`, set.cleo.headers);
    expect(wrong.json.code).toBe('BAD_CURSOR');
    const text = (await get(`/${set.byHand}/allocations?format=csv`, set.cleo.headers)).text;
    const weights = parse<Row>(text, { columns: true });
    expect(Object.keys(weights[0]!)).toEqual(['date', 'symbol', 'weight']);
    const day = weights.filter(({ date }) => date === '2023-06-01');
    expect(day.map(({ symbol }) => symbol)).toEqual(['AGG', 'SPY', '']);
    expect(day.reduce((total, { weight }) => total + Number(weight), 0)).toBeCloseTo(1, 12);
  });

  it('answers all its figures, or those that are named', async () => {
    const { json } = await get(`/${set.byHand}/metrics`, set.cleo.headers);
    const { metrics, missing } = json.data as unknown as Readonly<
      Record<'metrics' | 'missing', Row>
    >;
    expect(Object.keys(metrics)).toEqual([...METRIC_IDS]);
    for (const [id, value] of Object.entries(metrics)) {
      expect([id, (value as string | null) === null]).toEqual([id, id in missing]);
    }
    const some = await get(
      `/${set.byHand}/metrics?metrics=sharpe,return10yAnnual&format=csv`,
      set.cleo.headers,
    );
    expect(parse(some.text, { columns: true })).toEqual([
      { metric: 'sharpe', value: String(metrics['sharpe']), reason: '' },
      { metric: 'return10yAnnual', value: '', reason: 'insufficient-history' },
    ]);
  });

  it.each(PARTS)('has no %s before it is completed, nor where it failed', async (part) => {
    const pending = await get(`/${set.pending}/${part}`, set.cleo.headers);
    expect([pending.status, pending.json.code]).toEqual([409, 'BACKTEST_NOT_COMPLETED']);
    expect(pending.json.detail).toContain('pending');
    const [failed] = await list('?status=failed', set.cleo.headers);
    const answer = await get(`/${failed!['id']!}/${part}`, set.cleo.headers);
    expect([answer.status, answer.json.code]).toEqual([409, 'BACKTEST_FAILED']);
    expect(answer.json.detail).toContain('STRATEGY_PARAMETER_REFUSED');
    const told = await get(`/${failed!['id']!}`, set.cleo.headers);
    expect(told.json.data).toMatchObject({ status: 'failed', results: null, metrics: null });
  });

  it('says so where less was kept than is told today', async () => {
    const id = newId();
    await set.app.database.session.execute(
      `insert into backtests (id, user_id, portfolio_id, strategy_id, strategy_version,
         initial_capital, status, results)
       select $1, user_id, portfolio_id, strategy_id, 1, 1, 'completed', '{"trades": []}'
       from backtests where id = $2`,
      [id, set.ofDan],
    );
    const ask = (part: string): Promise<Answered> => get(`/${id}${part}`, set.dan.headers);
    expect((await ask('')).json.data).toMatchObject({ status: 'completed', results: null });
    for (const part of ['/performance', '/metrics']) {
      const { status, json } = await ask(part);
      expect([part, status, json.code]).toEqual([part, 404, 'BACKTEST_PART_NOT_KEPT']);
    }
    for (const part of ['/trades', '/payments']) expect((await ask(part)).json.data).toEqual([]);
  });
});
