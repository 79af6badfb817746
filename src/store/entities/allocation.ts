import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireIndexAllocations, type IndexAllocation } from '../../domain/marketIndex.js';
import { Asset } from './asset.js';
import { between, numeric } from './columns.js';
import { MarketIndex } from './marketIndex.js';

const AllocationSchema = defineEntity({
  name: 'Allocation',
  tableName: 'allocations',
  properties: {
    index: () => p.manyToOne(MarketIndex).primary().deleteRule('cascade').updateRule('no action'),
    date: p.date().primary(),
    asset: () => p.manyToOne(Asset).primary().deleteRule('no action').updateRule('no action'),
    weight: numeric(10, 8).comment('fraction of the index'),
    value: numeric(20, 2).comment('in the currency of the index'),
  },
  checks: [
    { name: 'allocations_weight_range', expression: between('weight', 0, 1) },
    { name: 'allocations_value_range', expression: "value >= 0 and value < 'Infinity'" },
  ],
  indexes: [
    { name: 'allocations_date_index', properties: ['date'] },
    { name: 'allocations_asset_index', properties: ['asset'] },
  ],
});

/** What an index held of an asset after a rebalance. */
export class Allocation extends AllocationSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: Omit<IndexAllocation, 'assetId'> & { index: MarketIndex; asset: Asset }) {
    super();
    requireIndexAllocations([{ ...fields, assetId: fields.asset.id }]);
    const { weight, value } = fields;
    Object.assign(this, { ...fields, weight: new Dec(weight), value: new Dec(value) });
  }
}
AllocationSchema.setClass(Allocation);
