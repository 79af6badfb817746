import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { STRATEGY_DESCRIPTIONS } from '../../../src/analytics/backtest/strategies/registry.js';
import { onePortfolioSet, type PortfolioSet } from './onePortfolioSet.js';

let set: PortfolioSet;
beforeAll(async () => {
  set = await onePortfolioSet();
});

const slugs = async (query = '', headers = {}): Promise<unknown[]> =>
  (await set.app.get(`/v1/strategies${query}`, headers)).json.data.map(({ slug }) => slug);

describe('/v1/strategies', () => {
  it("lists the system's to everybody, and a user's own to the user alone", async () => {
    const systems = ['buy-and-hold', 'momentum', 'rebalance'];
    expect(await slugs()).toEqual(systems);
    expect(await slugs('', set.dan.headers)).toEqual(systems);
    expect(await slugs('', set.cleo.headers)).toEqual([
      'buy-and-hold',
      'cleos-broken',
      'cleos-edge',
      'momentum',
      'rebalance',
    ]);
    expect(await slugs('?followed=true', set.cleo.headers)).toEqual(['cleos-broken', 'cleos-edge']);
    const nobody = await set.app.get('/v1/strategies?followed=true');
    expect([nobody.status, nobody.json.code]).toEqual([401, 'NOT_SIGNED_IN']);
  });

  it('tells of a kind what it does, its parameters and their defaults', async () => {
    const { json } = await set.app.get('/v1/strategies/momentum');
    const kind = STRATEGY_DESCRIPTIONS.find((it) => it.kind === 'momentum')!;
    expect(json.data).toMatchObject({
      slug: 'momentum',
      isSystem: true,
      isOwn: false,
      version: 1,
      parameters: { mode: 'relative', lookback: 252, top: 3 },
      documentation: kind.documentation,
      schema: kind.parameters,
      defaults: kind.defaults,
    });
    const own = await set.app.get('/v1/strategies/CLEOS-EDGE', set.cleo.headers);
    expect(own.json.data).toMatchObject({ isOwn: true, isFollowed: true, parameters: { top: 1 } });
  });

  it('pages through strategies and through versions', async () => {
    const first = await set.app.get('/v1/strategies?limit=2');
    expect(await slugs(`?limit=2&cursor=${first.json.page.next!}`)).toEqual(['rebalance']);
    const versions = async (query: string) =>
      (await set.app.get(`/v1/strategies/cleos-edge/versions${query}`, set.cleo.headers)).json;
    const newest = await versions('?limit=1');
    expect(newest.data).toEqual([expect.objectContaining({ version: 2, active: false })]);
    const older = await versions(`?limit=1&cursor=${newest.page.next!}`);
    expect(older.data).toEqual([
      expect.objectContaining({ version: 1, name: 'first', active: true }),
    ]);
    expect(older.page.next).toBeNull();
    expect((await versions(`?cursor=${first.json.page.next!}`)).code).toBe('BAD_CURSOR');
  });

  it('is a table too', async () => {
    const { text } = await set.app.get('/v1/strategies?format=csv');
    const [row] = parse<Record<string, string>>(text, { columns: true });
    expect(row).toMatchObject({ slug: 'buy-and-hold', kind: 'buy-and-hold', parameters: '{}' });
  });
});
