import { defineEntity, p } from '@mikro-orm/core';
import { STRATEGY_KINDS, type StrategyKind } from '../../domain/strategy.js';
import { requireStrategy, type StrategyDraft } from '../../domain/strategyDefinition.js';
import { createdAt, id, newId, oneOf, touchTrigger, updatedAt } from './columns.js';
import { User } from './user.js';

const StrategySchema = defineEntity({
  name: 'Strategy',
  tableName: 'strategies',
  properties: {
    id: id(),
    slug: p.string().length(60).unique('strategies_slug_unique'),
    name: p.string().length(100),
    description: p.text().default(''),
    kind: p.string().length(32).$type<StrategyKind>(),
    isSystem: p.boolean().default(false),
    owner: () => p.manyToOne(User).nullable().deleteRule('cascade').updateRule('no action'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'strategies_kind_known', expression: oneOf('kind', STRATEGY_KINDS) },
    { name: 'strategies_system_or_owned', expression: 'is_system = (owner_id is null)' },
    { name: 'strategies_slug_form', expression: "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'" },
  ],
  indexes: [{ name: 'strategies_owner_index', properties: ['owner'] }],
  triggers: [touchTrigger('strategies')],
});

/** A rule of investing: the system's own or a user's. Its parameters stand in its configs. */
export class Strategy extends StrategySchema.class {
  /** The system's where it has no owner. @throws HighwaterError FIELD_REFUSED, SLUG_RESERVED */
  constructor(fields: StrategyDraft & { owner: User | null }) {
    super();
    const isSystem = fields.owner === null;
    requireStrategy(fields, isSystem);
    Object.assign(this, { id: newId(), ...fields, isSystem });
  }
}
StrategySchema.setClass(Strategy);
