import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import {
  INDEX_KINDS,
  requireIndex,
  type IndexDefinition,
  type IndexKind,
} from '../../domain/marketIndex.js';
import {
  createdAt,
  id,
  newId,
  numeric,
  oneOf,
  positive,
  touchTrigger,
  updatedAt,
} from './columns.js';
import { Strategy } from './strategy.js';

const MarketIndexSchema = defineEntity({
  name: 'MarketIndex',
  tableName: 'indices',
  properties: {
    id: id(),
    slug: p.string().length(60).unique('indices_slug_unique'),
    name: p.string().length(100),
    description: p.text().default(''),
    kind: p.string().length(20).$type<IndexKind>(),
    strategy: () =>
      p.manyToOne(Strategy).nullable().deleteRule('no action').updateRule('no action'),
    currency: p.string().length(3).default('USD'),
    baseDate: p.date(),
    baseValue: numeric(20, 8),
    parameters: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'indices_kind_known', expression: oneOf('kind', INDEX_KINDS) },
    { name: 'indices_base_value_positive', expression: positive('base_value') },
    {
      name: 'indices_strategy_named',
      expression: "(kind = 'strategy') = (strategy_id is not null)",
    },
    { name: 'indices_slug_form', expression: "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'" },
  ],
  indexes: [{ name: 'indices_strategy_index', properties: ['strategy'] }],
  triggers: [touchTrigger('indices')],
});

/** An index that is computed here: what it holds follows from a rule. */
export class MarketIndex extends MarketIndexSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: Omit<IndexDefinition, 'strategy'> & { strategy: Strategy | null }) {
    super();
    requireIndex({ ...fields, strategy: fields.strategy?.slug ?? null });
    Object.assign(this, { id: newId(), ...fields, baseValue: new Dec(fields.baseValue) });
  }
}
MarketIndexSchema.setClass(MarketIndex);
