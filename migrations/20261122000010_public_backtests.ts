import { Migration } from '@mikro-orm/migrations';
import { grantStatement } from '../src/store/reporting/role.js';
import { EXTENDED_BACKTESTS } from './20261122000008_reporting_views.js';
import { viewStatements, type View } from './reportingView.js';

const DROP = 'drop view reporting.public_backtests';

/** Who runs a public portfolio of another's shows that to nobody: the API has the same rule. */
const OF_OWNER_OR_SYSTEM: View = {
  ...EXTENDED_BACKTESTS,
  comment: "Completed backtests of public portfolios, the system's and the owner's, with figures",
  source: `${EXTENDED_BACKTESTS.source}
      and (b.user_id is null or b.user_id = p.owner_id)`,
};

/** The report of backtests leaves out what others than the portfolio's owner have run. */
export class Migration20261122000010PublicBacktests extends Migration {
  override up(): void {
    for (const statement of [DROP, ...viewStatements(OF_OWNER_OR_SYSTEM), grantStatement()]) {
      this.addSql(statement);
    }
  }

  override down(): void {
    for (const statement of [DROP, ...viewStatements(EXTENDED_BACKTESTS), grantStatement()]) {
      this.addSql(statement);
    }
  }
}
