import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireFields, type DecimalInput } from '../../domain/fieldRules.js';
import { FX_RULES } from '../../domain/marketRules.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { numeric, positive } from './columns.js';

const FxRateSchema = defineEntity({
  name: 'FxRate',
  tableName: 'fx_rates',
  properties: {
    series: p.string().length(20).primary().comment('base and quote currency: EURUSD'),
    date: p.date().primary(),
    rate: numeric(18, 8).comment('units of the quote currency per unit of the base'),
  },
  checks: [
    { name: 'fx_rates_rate_positive', expression: positive('rate') },
    { name: 'fx_rates_series_form', expression: "series ~ '^[A-Z]{6}$'" },
  ],
});

/** An exchange rate of one day. */
export class FxRate extends FxRateSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: { series: string; date: TradingDate; rate: DecimalInput }) {
    super();
    requireFields('exchange rate', FX_RULES, fields);
    Object.assign(this, { ...fields, rate: new Dec(fields.rate) });
  }
}
FxRateSchema.setClass(FxRate);
