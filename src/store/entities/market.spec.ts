import { describe, expect, it } from '@jest/globals';
import { tradingDate } from '../../domain/tradingDate.js';
import { Asset } from './asset.js';
import { newId } from './columns.js';
import { CorporateActionRow } from './corporateAction.js';
import { EtfInfo } from './etfInfo.js';
import { FxRate } from './fxRate.js';
import { MarketCapData } from './marketCapData.js';
import { Price } from './price.js';
import { RiskFreeRate } from './riskFreeRate.js';

const date = tradingDate('2024-01-02');
const asset = new Asset({ symbol: 'SPY' });
const from = { source: 'csv', runId: newId() };
const bar = {
  asset,
  date,
  open: 10,
  high: '12',
  low: '9',
  close: '11.000001',
  volume: 5n,
  ...from,
};
const action = { asset, exDate: date, kind: 'dividend', value: '0.5', ...from } as const;
const cap = { asset, date, marketCap: '1000.50', sharesOutstanding: 10n, source: 'csv' };
const rate = { date, rate: '0.05' };

/** Each makes an entity of the market with some fields changed. */
const MAKE = {
  Asset: (it: object) => new Asset({ symbol: 'SPY', ...it }),
  EtfInfo: (it: object) => new EtfInfo({ asset, ...it }),
  Price: (it: object) => new Price({ ...bar, ...it }),
  CorporateAction: (it: object) => new CorporateActionRow({ ...action, ...it }),
  MarketCapData: (it: object) => new MarketCapData({ ...cap, ...it }),
  FxRate: (it: object) => new FxRate({ series: 'EURUSD', ...rate, ...it }),
  RiskFreeRate: (it: object) =>
    new RiskFreeRate({ series: 'DGS3MO', knownFrom: rate.date, ...rate, ...it }),
};
type Made = keyof typeof MAKE;

const REFUSED: readonly (readonly [entity: Made, field: string, value: unknown])[] = [
  ['Asset', 'symbol', 'spy'],
  ['Asset', 'symbol', 'A'.repeat(21)],
  ['Asset', 'type', 'bond'],
  ['Asset', 'currency', 'usd'],
  ['Asset', 'name', ''],
  ['EtfInfo', 'expenseRatio', 0.26],
  ['EtfInfo', 'expenseRatio', '0.0000001'],
  ['EtfInfo', 'assetsUnderManagement', -1],
  ['EtfInfo', 'dividendYield', NaN],
  ['EtfInfo', 'inceptionDate', '2024-02-30'],
  ['Price', 'date', '2024-01-06'],
  ['Price', 'open', 0],
  ['Price', 'close', '1000000000000'],
  ['Price', 'close', '11.0000001'],
  ['Price', 'high', '10.5'],
  ['Price', 'low', '10.5'],
  ['Price', 'volume', -1n],
  ['Price', 'volume', 2n ** 63n],
  ['Price', 'runId', 'none'],
  ['CorporateAction', 'kind', 'gift'],
  ['CorporateAction', 'value', 0],
  ['MarketCapData', 'marketCap', 0],
  ['MarketCapData', 'sharesOutstanding', 0n],
  ['FxRate', 'series', 'EUR'],
  ['FxRate', 'rate', 0],
  ['RiskFreeRate', 'rate', 1],
  ['RiskFreeRate', 'series', ''],
];

describe('entities of the market', () => {
  it.each(REFUSED)('no %s is made whose %s is %p', (entity, field, value) => {
    expect(MAKE[entity]({})).toBeDefined();
    expect(() => MAKE[entity]({ [field]: value })).toThrow(
      expect.objectContaining({
        code: 'FIELD_REFUSED',
        detail: expect.objectContaining({ field, limit: expect.any(String) }),
      }),
    );
  });

  it('hold exact decimals, and null for what is unknown', () => {
    expect(new Price(bar).close.toFixed()).toBe('11.000001');
    expect(new EtfInfo({ asset, expenseRatio: '0.000945' })).toMatchObject({
      category: null,
      assetsUnderManagement: null,
    });
    expect(new EtfInfo({ asset, expenseRatio: '0.000945' }).expenseRatio?.toFixed()).toBe(
      '0.000945',
    );
    expect(asset).toMatchObject({ type: 'etf', currency: 'USD', active: true });
  });
});
