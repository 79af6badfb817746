import { defineEntity, p } from '@mikro-orm/core';
import { numeric } from './columns.js';

const RiskFreeRateSchema = defineEntity({
  name: 'RiskFreeRate',
  tableName: 'risk_free_rates',
  properties: {
    series: p.string().length(20).primary(),
    date: p.date().primary(),
    rate: numeric(12, 8).comment('fraction per year'),
  },
  checks: [{ name: 'risk_free_rates_rate_range', expression: 'rate > -1 and rate < 1' }],
});

/** One observation of a risk-free series such as DGS3MO. */
export class RiskFreeRate extends RiskFreeRateSchema.class {}
RiskFreeRateSchema.setClass(RiskFreeRate);
