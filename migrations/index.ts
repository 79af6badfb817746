import { Migration20261122000001MarketTables } from './20261122000001_market_tables.js';
import { Migration20261122000002OperationTables } from './20261122000002_operation_tables.js';
import { Migration20261122000003Accounts } from './20261122000003_accounts.js';
import { Migration20261122000004StrategiesAndPortfolios } from './20261122000004_strategies_and_portfolios.js';
import { Migration20261122000005Backtests } from './20261122000005_backtests.js';
import { Migration20261122000006IndicesAndRevisions } from './20261122000006_indices_and_revisions.js';
import { Migration20261122000007Reporting } from './20261122000007_reporting.js';
import { Migration20261122000008FiguresBySubject } from './20261122000008_figures_by_subject.js';
import { Migration20261122000009IndexLedgers } from './20261122000009_index_ledgers.js';
import { Migration20261122000010PublicBacktests } from './20261122000010_public_backtests.js';
import { Migration20261122000011NightlyBacktests } from './20261122000011_nightly_backtests.js';

/** Every migration, oldest first. A new one is added at the end; a released one never changes. */
export const MIGRATIONS = [
  {
    name: '20261122000001_market_tables',
    class: Migration20261122000001MarketTables,
  },
  {
    name: '20261122000002_operation_tables',
    class: Migration20261122000002OperationTables,
  },
  { name: '20261122000003_accounts', class: Migration20261122000003Accounts },
  {
    name: '20261122000004_strategies_and_portfolios',
    class: Migration20261122000004StrategiesAndPortfolios,
  },
  { name: '20261122000005_backtests', class: Migration20261122000005Backtests },
  {
    name: '20261122000006_indices_and_revisions',
    class: Migration20261122000006IndicesAndRevisions,
  },
  { name: '20261122000007_reporting', class: Migration20261122000007Reporting },
  { name: '20261122000008_figures_by_subject', class: Migration20261122000008FiguresBySubject },
  { name: '20261122000009_index_ledgers', class: Migration20261122000009IndexLedgers },
  { name: '20261122000010_public_backtests', class: Migration20261122000010PublicBacktests },
  { name: '20261122000011_nightly_backtests', class: Migration20261122000011NightlyBacktests },
];
