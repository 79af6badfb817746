import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireFields, type DecimalInput } from '../../domain/fieldRules.js';
import { MARKET_CAP_RULES } from '../../domain/marketRules.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { Asset } from './asset.js';
import { numeric, positive } from './columns.js';

const MarketCapDataSchema = defineEntity({
  name: 'MarketCapData',
  tableName: 'market_cap_data',
  properties: {
    asset: () => p.manyToOne(Asset).primary().deleteRule('cascade').updateRule('no action'),
    date: p.date().primary(),
    marketCap: numeric(20, 2),
    sharesOutstanding: p.bigint('bigint').nullable(),
    source: p.string().length(20),
  },
  checks: [
    { name: 'market_cap_data_cap_positive', expression: positive('market_cap') },
    { name: 'market_cap_data_shares_positive', expression: 'shares_outstanding > 0' },
  ],
  indexes: [{ name: 'market_cap_data_date_index', properties: ['date'] }],
});

/** What an asset was worth as a whole on a date. */
export class MarketCapData extends MarketCapDataSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: {
    asset: Asset;
    date: TradingDate;
    marketCap: DecimalInput;
    sharesOutstanding: bigint | null;
    source: string;
  }) {
    super();
    requireFields('market capitalisation', MARKET_CAP_RULES, fields);
    Object.assign(this, { ...fields, marketCap: new Dec(fields.marketCap) });
  }
}
MarketCapDataSchema.setClass(MarketCapData);
