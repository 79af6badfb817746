import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireFields, type DecimalInput } from '../../domain/fieldRules.js';
import { RISK_FREE_RULES } from '../../domain/marketRules.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { numeric, timestamp } from './columns.js';

const RiskFreeRateSchema = defineEntity({
  name: 'RiskFreeRate',
  tableName: 'risk_free_rates',
  properties: {
    series: p.string().length(20).primary(),
    date: p.date().primary().comment('day or first day of the month observed'),
    knownFrom: p.date().primary().comment('the first day on which it could be used'),
    rate: numeric(12, 8).comment('fraction per year'),
    recordedAt: timestamp().primary().defaultRaw('now()').comment('when it was stored here'),
  },
  checks: [
    { name: 'risk_free_rates_rate_range', expression: 'rate > -1 and rate < 1' },
    { name: 'risk_free_rates_known_after', expression: 'known_from >= date' },
  ],
});

/** One observation of a risk-free series such as DGS3MO, in the value that was known from a day on. */
export class RiskFreeRate extends RiskFreeRateSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: {
    series: string;
    date: TradingDate;
    knownFrom: TradingDate;
    rate: DecimalInput;
  }) {
    super();
    requireFields('risk-free rate', RISK_FREE_RULES, fields);
    Object.assign(this, { ...fields, rate: new Dec(fields.rate) });
  }
}
RiskFreeRateSchema.setClass(RiskFreeRate);
