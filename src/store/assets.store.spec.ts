import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_FACTS, PROFILE } from '../../test/store/smallMarket.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import type { AssetProfile, EtfFacts } from '../domain/asset.js';
import { AssetStore, saveProfile } from './assets.store.js';

let test: TestDatabase;
let assets: AssetStore;
beforeAll(async () => {
  test = await openTestDatabase();
  assets = new AssetStore(test.database);
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from assets'));

async function activeSymbols(): Promise<string[]> {
  const rows = await test.database.session.query<{ symbol: string }>(
    'select symbol from assets where active order by symbol',
  );
  return rows.map(({ symbol }) => symbol);
}

describe('AssetStore', () => {
  it('adds what is not known, keeps what is, and answers in the order asked', async () => {
    const first = await assets.ensure(['SPY', 'AGG']);
    const second = await assets.ensure(['QQQ', 'SPY', '^GSPC', 'AGG']);
    expect([...second.keys()]).toEqual(['QQQ', 'SPY', '^GSPC', 'AGG']);
    expect(second.get('SPY')).toBe(first.get('SPY'));
    expect(new Set(second.values()).size).toBe(4);
    expect([...(await assets.ensure([])).keys()]).toEqual([]);
  });

  it('knows a symbol that is asked for twice', async () => {
    const ids = await assets.setUniverse(['SPY', 'SPY', 'AGG', 'SPY']);
    expect([...ids.keys()].sort()).toEqual(['AGG', 'SPY']);
    expect(await activeSymbols()).toEqual(['AGG', 'SPY']);
  });

  it('adds each once when two ask at the same time', async () => {
    const symbols = Array.from({ length: 40 }, (_, i) => `S${i}`);
    const [a, b] = await Promise.all([assets.ensure(symbols), assets.ensure(symbols.toReversed())]);
    expect(symbols.map((it) => a.get(it))).toEqual(symbols.map((it) => b.get(it)));
  });

  it('lets symbols leave the universe and come back with their history', async () => {
    const before = await assets.setUniverse(['SPY', 'AGG']);
    await assets.setUniverse(['QQQ']);
    expect(await activeSymbols()).toEqual(['QQQ']);
    const after = await assets.setUniverse(['AGG', 'SPY']);
    expect(after.get('SPY')).toBe(before.get('SPY'));
    expect(await activeSymbols()).toEqual(['AGG', 'SPY']);
  });

  it('writes no asset whose place in the universe is the same', async () => {
    await assets.setUniverse(['SPY', 'AGG']);
    const touched = `select xmin::text as version from assets order by symbol`;
    const before = await test.database.session.query(touched);
    await assets.setUniverse(['AGG', 'SPY']);
    expect(await test.database.session.query(touched)).toEqual(before);
  });

  it('refuses what is no symbol, and then adds none', async () => {
    await expect(assets.setUniverse(['SPY', 'not a symbol'])).rejects.toThrow(/symbol_form/);
    expect(await activeSymbols()).toEqual([]);
  });
});

describe('saveProfile', () => {
  let id: string;
  const save = (profile: AssetProfile): Promise<number> =>
    saveProfile(test.database.session, id, profile);
  const stored = async (): Promise<object> => {
    const [row] = await test.database.session.query(
      `select a.name, a.type, a.currency, a.exchange, a.sector, i.*
       from assets a left join etf_info i on i.asset_id = a.id where a.id = $1`,
      [id],
    );
    return row ?? {};
  };
  const withFacts = (facts: Partial<EtfFacts>): AssetProfile => ({
    ...PROFILE,
    etf: { ...(PROFILE.etf as EtfFacts), ...facts },
  });
  beforeEach(async () => {
    id = (await assets.ensure(['SPY'])).get('SPY') as string;
  });

  it('stores every fact as it was told', async () => {
    expect(await save(PROFILE)).toBe(2);
    expect(await stored()).toMatchObject({
      name: PROFILE.name,
      sector: 'Technology',
      exchange: 'NYSEArca',
      expense_ratio: '0.000945',
      assets_under_management: '503000000000.12',
      inception_date: '1993-01-22',
      dividend_yield: '0.012300',
      sector_weights: PROFILE.etf?.sectorWeights,
      country_weights: PROFILE.etf?.countryWeights,
      top_holdings: PROFILE.etf?.topHoldings,
    });
  });

  it('writes nothing twice', async () => {
    await save(PROFILE);
    const before = await stored();
    expect(await save(PROFILE)).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it('writes the half that is new', async () => {
    await save(PROFILE);
    expect(await save(withFacts({ dividendYield: 0.02 }))).toBe(1);
    expect(await save({ ...withFacts({ dividendYield: 0.02 }), name: 'Another' })).toBe(1);
    expect(await stored()).toMatchObject({ dividend_yield: '0.020000', name: 'Another' });
  });

  it('keeps what is known where a provider does not know it', async () => {
    await save(PROFILE);
    const before = await stored();
    const names = { name: null, currency: null, exchange: null, sector: null };
    const unknown = { type: 'etf', ...names, sharesOutstanding: null } as const;
    expect(await save({ ...unknown, etf: NO_FACTS })).toBe(0);
    expect(await save({ ...unknown, etf: null })).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it('stores what is unknown as unknown, and takes a list for a longer one later', async () => {
    expect(await save({ ...PROFILE, etf: NO_FACTS })).toBe(2);
    expect(await stored()).toMatchObject({ expense_ratio: null, sector_weights: [] });
    expect(await save(withFacts({ ...NO_FACTS, sectorWeights: [{ name: 'A', weight: 1 }] }))).toBe(
      1,
    );
    expect(await stored()).toMatchObject({ sector_weights: [{ name: 'A', weight: 1 }] });
  });

  it('writes nothing for an asset that is not there', async () => {
    id = '0193fe00-0000-7000-8000-000000000000';
    expect(await save({ ...PROFILE, etf: null })).toBe(0);
  });
});
