import { defineEntity, p } from '@mikro-orm/core';
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
export class FxRate extends FxRateSchema.class {}
FxRateSchema.setClass(FxRate);
