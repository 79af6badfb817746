import { defineEntity, p } from '@mikro-orm/core';
import { createdAt } from './columns.js';
import { Strategy } from './strategy.js';
import { User } from './user.js';

const UserStrategySchema = defineEntity({
  name: 'UserStrategy',
  tableName: 'user_strategies',
  properties: {
    user: () => p.manyToOne(User).primary().deleteRule('cascade').updateRule('no action'),
    strategy: () => p.manyToOne(Strategy).primary().deleteRule('cascade').updateRule('no action'),
    createdAt: createdAt(),
  },
  indexes: [{ name: 'user_strategies_strategy_index', properties: ['strategy'] }],
});

/** A user's chosen strategies, many to many. */
export class UserStrategy extends UserStrategySchema.class {}
UserStrategySchema.setClass(UserStrategy);
