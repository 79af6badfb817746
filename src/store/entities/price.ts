import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireBar, type BarFields } from '../../domain/marketRules.js';
import { Asset } from './asset.js';
import { numeric, positive } from './columns.js';

const PriceSchema = defineEntity({
  name: 'Price',
  tableName: 'prices',
  properties: {
    asset: () => p.manyToOne(Asset).primary().deleteRule('cascade').updateRule('no action'),
    date: p.date().primary(),
    open: numeric(18, 6),
    high: numeric(18, 6),
    low: numeric(18, 6),
    close: numeric(18, 6),
    volume: p.bigint('bigint'),
    source: p.string().length(20),
    runId: p.uuid().comment('the refresh run that stored it'),
  },
  checks: [
    { name: 'prices_open_positive', expression: positive('open') },
    { name: 'prices_high_positive', expression: positive('high') },
    { name: 'prices_low_positive', expression: positive('low') },
    { name: 'prices_close_positive', expression: positive('close') },
    { name: 'prices_low_is_lowest', expression: 'low <= open and low <= close' },
    { name: 'prices_high_is_highest', expression: 'high >= open and high >= close' },
    { name: 'prices_volume_not_negative', expression: 'volume >= 0' },
    {
      name: 'prices_date_is_weekday',
      expression: 'extract(isodow from date) < 6 and isfinite(date)',
    },
  ],
  indexes: [{ name: 'prices_date_index', properties: ['date'] }],
});

/** One session's bar as traded, adjusted for nothing. */
export class Price extends PriceSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: BarFields & { asset: Asset }) {
    super();
    requireBar(fields);
    const [open, high] = [new Dec(fields.open), new Dec(fields.high)];
    const [low, close] = [new Dec(fields.low), new Dec(fields.close)];
    Object.assign(this, { ...fields, open, high, low, close });
  }
}
PriceSchema.setClass(Price);
