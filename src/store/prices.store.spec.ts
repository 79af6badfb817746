import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dec } from '../domain/decimals.js';
import type { CorporateAction } from '../domain/corporateAction.js';
import type { PriceBar } from '../domain/priceBar.js';
import { tradingDate } from '../domain/tradingDate.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { AssetStore } from './assets.store.js';
import { newId } from './entities/columns.js';
import { PriceStore, type AssetDelivery } from './prices.store.js';
import { RunStore } from './runs.store.js';
import { SeriesStore } from './series.store.js';

const bar = (date: string, close: string, volume = 1000n): PriceBar => ({
  date: tradingDate(date),
  open: new Dec(close),
  high: new Dec(close).times('1.01').toDecimalPlaces(6),
  low: new Dec(close).times('0.99').toDecimalPlaces(6),
  close: new Dec(close),
  volume,
});

const action = (exDate: string, kind: CorporateAction['kind'], value: string): CorporateAction => ({
  exDate: tradingDate(exDate),
  kind,
  value: new Dec(value),
});

const BARS = [bar('2024-01-02', '100'), bar('2024-01-03', '50'), bar('2024-01-04', '51')];

let test: TestDatabase;
let prices: PriceStore;
let delivery: (changes?: Partial<AssetDelivery>) => AssetDelivery;

beforeAll(async () => {
  test = await openTestDatabase();
  prices = new PriceStore(test.database);
});
afterAll(() => test.drop());

beforeEach(async () => {
  const symbol = `T${newId().slice(-12).toUpperCase()}`;
  const assetId = (await new AssetStore(test.database).ensure([symbol])).get(symbol) as string;
  const run = await new RunStore(test.database).open({
    trigger: 'command',
    source: 'csv',
    session: tradingDate('2024-01-04'),
    assetIds: [assetId],
    now: new Date(),
  });
  delivery = (changes = {}) => ({
    assetId,
    symbol,
    source: 'csv',
    currency: 'USD',
    runId: run.id,
    bars: BARS,
    actions: [action('2024-01-03', 'split', '2'), action('2024-01-04', 'dividend', '0.5')],
    findings: [],
    profile: null,
    attempts: 1,
    now: new Date(),
    audit: () => [],
    ...changes,
  });
});

const codes = async (): Promise<string[]> =>
  (
    await test.database.session.query<{ code: string }>(
      'select code from quality_findings where asset_id = $1 order by code',
      [delivery().assetId],
    )
  ).map(({ code }) => code);

describe('PriceStore', () => {
  it('stores bars, actions, factors and the packed series together', async () => {
    const outcome = await prices.store(delivery());
    expect(outcome).toMatchObject({ status: 'stored', barsAdded: 3, lastDate: '2024-01-04' });
    // 3 bars, 2 actions, 3 factors, 1 series
    expect(outcome.rowsWritten).toBe(9);
    const stored = await new SeriesStore(test.database).load(delivery().symbol);
    expect([...(stored?.series.close ?? [])]).toEqual([100, 50, 51]);
    const factor = 1 - 0.5 / 50;
    const adjusted = [...(stored?.series.adjustedClose ?? [])];
    expect(adjusted[0]).toBeCloseTo(50 * factor, 12);
    expect(adjusted[1]).toBeCloseTo(50 * factor, 12);
    expect(adjusted[2]).toBe(51);
  });

  it('shows the same adjusted close, dividend and split in the market_data view', async () => {
    await prices.store(delivery());
    const rows = await test.database.session.query(
      `select date, close, adjusted_close, dividend, split_ratio, volume from market_data
       where symbol = $1 order by date`,
      [delivery().symbol],
    );
    expect(rows).toEqual([
      {
        date: '2024-01-02',
        close: '100.000000',
        adjusted_close: '49.500000',
        dividend: '0',
        split_ratio: '1',
        volume: '1000',
      },
      expect.objectContaining({ adjusted_close: '49.500000', split_ratio: '2.00000000' }),
      expect.objectContaining({ adjusted_close: '51.000000', dividend: '0.50000000' }),
    ]);
  });

  it('writes nothing when nothing is new', async () => {
    await prices.store(delivery());
    const again = await prices.store(delivery({ runId: delivery().runId }));
    expect(again).toMatchObject({ status: 'unchanged', rowsWritten: 0, findings: 0 });
  });

  it('appends a day without touching the others', async () => {
    await prices.store(delivery());
    const outcome = await prices.store(
      delivery({ bars: [bar('2024-01-04', '51'), bar('2024-01-05', '52')], actions: [] }),
    );
    expect(outcome).toMatchObject({ barsAdded: 1, barsReplaced: 0, lastDate: '2024-01-05' });
    expect(outcome.rowsWritten).toBe(2);
  });

  it('replaces a restated bar and keeps the old values in a finding', async () => {
    await prices.store(delivery());
    const outcome = await prices.store(
      delivery({ bars: [BARS[0]!, bar('2024-01-03', '49'), BARS[2]!] }),
    );
    expect(outcome).toMatchObject({ barsAdded: 0, barsReplaced: 1 });
    const [finding] = await test.database.session.query<{ detail: unknown }>(
      'select detail from quality_findings where asset_id = $1 and code = $2',
      [delivery().assetId, 'bar-restated'],
    );
    expect(finding?.detail).toMatchObject({ before: { close: 50 }, after: { close: '49' } });
    const stored = await new SeriesStore(test.database).load(delivery().symbol);
    expect(stored?.series.close[1]).toBe(49);
    expect(stored?.series.adjustedClose[1]).toBeCloseTo(49 * (1 - 0.5 / 49), 12);
  });

  it('takes float noise of a rescaled download for the same bar', async () => {
    await prices.store(delivery());
    const noisy = BARS.map((b) => ({ ...b, close: b.close.plus('0.000001') }));
    expect(await prices.store(delivery({ bars: noisy }))).toMatchObject({ status: 'unchanged' });
  });

  it('keeps bars and actions that the source no longer delivers, and says so', async () => {
    await prices.store(delivery());
    await prices.store(
      delivery({ bars: [BARS[0]!, BARS[2]!], actions: [action('2024-01-03', 'split', '2')] }),
    );
    expect(await codes()).toEqual(['action-vanished', 'bar-vanished']);
    const stored = await new SeriesStore(test.database).load(delivery().symbol);
    expect(stored?.series.dates).toHaveLength(3);
  });

  it('rolls the whole asset back when any part fails', async () => {
    const broken = { ...BARS[2]!, low: new Dec('60') };
    await expect(prices.store(delivery({ bars: [BARS[0]!, BARS[1]!, broken] }))).rejects.toThrow(
      /prices_low_is_lowest/,
    );
    expect(await new SeriesStore(test.database).load(delivery().symbol)).toBeNull();
    const rows = await test.database.session.query('select 1 from prices where asset_id = $1', [
      delivery().assetId,
    ]);
    expect(rows).toHaveLength(0);
  });

  it('refuses a second source in one history', async () => {
    await prices.store(delivery());
    await expect(prices.store(delivery({ source: 'yahoo' }))).rejects.toMatchObject({
      code: 'SOURCE_MIXED',
    });
  });

  it('records a finding once', async () => {
    const finding = {
      symbol: 'T',
      code: 'price-order',
      severity: 'error' as const,
      tradeDate: tradingDate('2024-01-03'),
      message: 'It\'s refused: 100% "odd" \\ text',
      detail: { low: '9', note: "quote ' and \\ slash" },
    };
    expect((await prices.store(delivery({ findings: [finding] }))).findings).toBe(1);
    expect((await prices.store(delivery({ findings: [finding] }))).findings).toBe(0);
    expect(await codes()).toEqual(['price-order']);
  });
});
