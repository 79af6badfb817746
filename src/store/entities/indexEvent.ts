import { defineEntity, p } from '@mikro-orm/core';
import { INDEX_EVENT_KINDS, type IndexEventKind } from '../../domain/indexLedger.js';
import { Asset } from './asset.js';
import { oneOf } from './columns.js';
import { MarketIndex } from './marketIndex.js';

const SIDES = 'array[level_before, level_after, divisor_before, divisor_after]';

const IndexEventSchema = defineEntity({
  name: 'IndexEventRow',
  tableName: 'index_events',
  properties: {
    index: () => p.manyToOne(MarketIndex).primary().deleteRule('cascade').updateRule('no action'),
    position: p.integer().primary().comment('from 0 on, in the order in which things happened'),
    date: p.date(),
    kind: p.string().length(20).$type<IndexEventKind>(),
    asset: () => p.manyToOne(Asset).nullable().deleteRule('no action').updateRule('no action'),
    levelBefore: p.double(),
    levelAfter: p.double(),
    divisorBefore: p.double(),
    divisorAfter: p.double(),
    detail: p.json<Record<string, number | string>>().defaultRaw(`'{}'`),
  },
  checks: [
    { name: 'index_events_kind_known', expression: oneOf('kind', INDEX_EVENT_KINDS) },
    { name: 'index_events_position_range', expression: 'position >= 0' },
    {
      name: 'index_events_sides_positive',
      expression: `'0'::float8 < all (${SIDES}) and 'Infinity'::float8 > all (${SIDES})`,
    },
  ],
  indexes: [
    { name: 'index_events_date_index', properties: ['index', 'date'] },
    { name: 'index_events_asset_index', properties: ['asset'] },
  ],
});

/** What changed an index's divisor, or its holdings: a row of its ledger. */
export class IndexEventRow extends IndexEventSchema.class {}
IndexEventSchema.setClass(IndexEventRow);
