import { Migration } from '@mikro-orm/migrations';
import { DROP_REPORTING_ROLE, grantStatement } from '../src/store/reporting/role.js';
import { REPORTING_VIEWS } from './20261122000007_reporting_views.js';

const SCHEMA = [
  'create schema reporting',
  `comment on schema reporting is 'Stable views for reports: no secrets, no private portfolios'`,
];

/** What reports and BI tools read: views that stay as they are, and a role that sees nothing else. */
export class Migration20261122000007Reporting extends Migration {
  override up(): void {
    for (const statement of [...SCHEMA, ...REPORTING_VIEWS]) this.addSql(statement);
    this.addSql(grantStatement());
  }

  override down(): void {
    this.addSql('drop schema reporting cascade');
    this.addSql(DROP_REPORTING_ROLE);
  }
}
