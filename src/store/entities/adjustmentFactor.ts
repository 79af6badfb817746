import { defineEntity, p } from '@mikro-orm/core';
import { Asset } from './asset.js';
import { numeric, positive } from './columns.js';

const AdjustmentFactorSchema = defineEntity({
  name: 'AdjustmentFactor',
  tableName: 'adjustment_factors',
  properties: {
    asset: () => p.manyToOne(Asset).primary().deleteRule('cascade').updateRule('no action'),
    fromDate: p.date().primary(),
    splitFactor: numeric(24, 16),
    dividendFactor: numeric(24, 16),
  },
  checks: [
    { name: 'adjustment_factors_split_positive', expression: positive('split_factor') },
    {
      name: 'adjustment_factors_dividend_range',
      expression: 'dividend_factor > 0 and dividend_factor <= 1',
    },
  ],
});

/** Cumulative back-adjustment, derived from prices and actions; valid from its date on. */
export class AdjustmentFactorRow extends AdjustmentFactorSchema.class {}
AdjustmentFactorSchema.setClass(AdjustmentFactorRow);
