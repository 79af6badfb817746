import { defineEntity, p } from '@mikro-orm/core';
import {
  requireStrategyVersion,
  type StrategyVersionDraft,
} from '../../domain/strategyDefinition.js';
import { createdAt, id, newId, touchTrigger, updatedAt } from './columns.js';
import { Strategy } from './strategy.js';

const StrategyConfigSchema = defineEntity({
  name: 'StrategyConfig',
  tableName: 'strategy_configs',
  properties: {
    id: id(),
    strategy: () => p.manyToOne(Strategy).deleteRule('cascade').updateRule('no action'),
    version: p.integer(),
    name: p.string().length(100),
    parameters: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    active: p.boolean().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'strategy_configs_version_positive', expression: 'version > 0' },
    {
      name: 'strategy_configs_parameters_object',
      expression: "jsonb_typeof(parameters) = 'object'",
    },
  ],
  uniques: [
    { name: 'strategy_configs_version_unique', properties: ['strategy', 'version'] },
    { name: 'strategy_configs_one_active', properties: ['strategy'], where: 'active = true' },
  ],
  triggers: [touchTrigger('strategy_configs')],
});

/** One version of a strategy's parameters; at most one of them is active. */
export class StrategyConfig extends StrategyConfigSchema.class {
  /** One that is not active yet. @throws HighwaterError FIELD_REFUSED */
  constructor(fields: StrategyVersionDraft & { strategy: Strategy; version: number }) {
    super();
    requireStrategyVersion(fields, fields.version);
    Object.assign(this, { id: newId(), active: false, ...fields });
  }
}
StrategyConfigSchema.setClass(StrategyConfig);
