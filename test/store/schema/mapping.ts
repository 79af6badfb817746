import { INVESTING } from './investingMapping.js';
import { CONSTRAINTS, PLANS, WAREHOUSE, row, type MappingRow } from './mappingRow.js';
import { MARKET } from './marketMapping.js';

const ACCOUNTS: readonly MappingRow[] = [
  row('User', 'id, a UUID', 'users', ['id'], 'src/store/users.store.spec.ts'),
  row(
    'User',
    'email, unique without regard to case',
    'users',
    ['email', 'users_email_unique'],
    WAREHOUSE,
  ),
  row('User', 'username', 'users', ['username', 'users_username_unique'], WAREHOUSE),
  row(
    'User',
    'password hash, hidden',
    'users',
    ['password_hash', 'users_password_hashed'],
    WAREHOUSE,
  ),
  row('User', 'subscription tier', 'users', ['subscription_tier', 'users_tier_known'], WAREHOUSE),
  row(
    'User',
    'email verification',
    'users',
    ['email_verified_at'],
    'src/store/users.store.spec.ts',
  ),
  row('User', 'look-up by email', 'users', ['users_email_unique'], PLANS),
  row(
    'User → Portfolios',
    'deleted with the user',
    'portfolios',
    ['portfolios_owner_id_foreign'],
    WAREHOUSE,
  ),
  row(
    'User → Backtests',
    'deleted with the user',
    'backtests',
    ['backtests_user_id_foreign'],
    WAREHOUSE,
  ),
  row('User ↔ Strategies', 'many to many', 'user_strategies', ['user_strategies_pkey'], WAREHOUSE),
  row(
    'User',
    'API keys',
    'api_keys',
    ['prefix', 'key_hash', 'scope', 'expires_at', 'revoked_at'],
    'test/api/authentication.spec.ts',
  ),
];

const RELATIONS: readonly MappingRow[] = [
  row(
    'Asset → Allocations',
    'one to many',
    'allocations',
    ['allocations_asset_id_foreign'],
    WAREHOUSE,
  ),
  row('Asset → ETFInfo', 'one to one', 'etf_info', ['etf_info_asset_id_foreign'], CONSTRAINTS),
  row(
    'Portfolio ↔ Assets',
    'many to many',
    'portfolio_holdings',
    ['portfolio_holdings_asset_id_foreign'],
    WAREHOUSE,
  ),
  row(
    'Strategy → Configurations',
    'one to many',
    'strategy_configs',
    ['strategy_configs_strategy_id_foreign'],
    WAREHOUSE,
  ),
];

const BEHAVIOUR: readonly MappingRow[] = [
  row('all', 'updated_at by trigger', 'users', ['updated_at', 'users_touch'], WAREHOUSE),
  row('all', 'migrations up and down, data kept', 'assets', ['id'], 'src/store/migrate.spec.ts'),
  row('all', 'seed data', 'strategies', ['is_system'], 'test/store/seeds.spec.ts'),
  row('all', 'backup', 'assets', ['id'], 'test/store/backup.spec.ts'),
  row(
    'all',
    'as known at a date',
    'price_revisions',
    ['believed_from_run_id', 'believed_until_run_id', 'price_revisions_append_only'],
    'test/store/revisions.spec.ts',
  ),
  row(
    'all',
    'validity from the constructor, hashes hidden',
    'users',
    ['password_hash'],
    'src/store/entities/validity.spec.ts',
  ),
];

export const MAPPING: readonly MappingRow[] = [
  ...ACCOUNTS,
  ...MARKET,
  ...INVESTING,
  ...RELATIONS,
  ...BEHAVIOUR,
];
