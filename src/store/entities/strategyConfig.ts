import { defineEntity, p } from '@mikro-orm/core';
import { createdAt, id, touchTrigger, updatedAt } from './columns.js';
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
export class StrategyConfig extends StrategyConfigSchema.class {}
StrategyConfigSchema.setClass(StrategyConfig);
