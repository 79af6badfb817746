import { Migration20261122000001MarketTables } from './20261122000001_market_tables.js';
import { Migration20261122000002OperationTables } from './20261122000002_operation_tables.js';

/** Every migration, oldest first. A new one is added at the end; a released one never changes. */
export const MIGRATIONS = [
  { name: '20261122000001_market_tables', class: Migration20261122000001MarketTables },
  { name: '20261122000002_operation_tables', class: Migration20261122000002OperationTables },
];
