import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireIndexCloses, type IndexClose } from '../../domain/marketIndex.js';
import { numeric, positive } from './columns.js';
import { MarketIndex } from './marketIndex.js';

const IndexValueSchema = defineEntity({
  name: 'IndexValue',
  tableName: 'index_values',
  properties: {
    index: () => p.manyToOne(MarketIndex).primary().deleteRule('cascade').updateRule('no action'),
    date: p.date().primary(),
    value: numeric(20, 8),
    returnPct: p
      .double()
      .nullable()
      .comment('simple return of the day, a fraction; null on the first'),
    divisor: numeric(30, 12).nullable(),
  },
  checks: [
    { name: 'index_values_value_positive', expression: positive('value') },
    { name: 'index_values_divisor_positive', expression: positive('divisor') },
  ],
  indexes: [{ name: 'index_values_date_index', properties: ['date'] }],
});

/** An index's close of one session. */
export class IndexValue extends IndexValueSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor({ index, ...close }: IndexClose & { index: MarketIndex }) {
    super();
    requireIndexCloses([close]);
    const { date, value, return: returnPct, divisor } = close;
    Object.assign(this, { index, date, value: new Dec(value), returnPct });
    this.divisor = divisor === null ? null : new Dec(divisor);
  }
}
IndexValueSchema.setClass(IndexValue);
