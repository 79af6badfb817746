import { defineEntity, p } from '@mikro-orm/core';
import { createdAt, id, numeric, oneOf, positive, touchTrigger, updatedAt } from './columns.js';
import { Strategy } from './strategy.js';

export const INDEX_KINDS = ['cap-weighted', 'equal-weighted', 'strategy'] as const;

const MarketIndexSchema = defineEntity({
  name: 'MarketIndex',
  tableName: 'indices',
  properties: {
    id: id(),
    slug: p.string().length(60).unique('indices_slug_unique'),
    name: p.string().length(100),
    description: p.text().default(''),
    kind: p.string().length(20).$type<(typeof INDEX_KINDS)[number]>(),
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
export class MarketIndex extends MarketIndexSchema.class {}
MarketIndexSchema.setClass(MarketIndex);
