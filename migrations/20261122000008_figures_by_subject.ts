import { Migration } from '@mikro-orm/migrations';
import { grantStatement } from '../src/store/reporting/role.js';
import { RISK_METRICS } from './20261122000002_operation_tables.js';
import { FIGURES_TO_ARRAYS, figuresToRows } from './20261122000008_figure_arrays.js';
import { FIGURES, isFormer } from './20261122000008_figure_columns.js';
import {
  RATES_WITHOUT_TIMES,
  RATES_WITH_TIMES,
  SNAPSHOTS_WITHOUT_SERIES,
  SNAPSHOTS_WITH_SERIES,
} from './20261122000008_rates.js';
import {
  DROP_FIGURE_REPORTS,
  EXTENDED_FIGURE_REPORTS,
  FORMER_FIGURE_REPORTS,
} from './20261122000008_reporting_views.js';

const ADDED = FIGURES.filter((name) => !isFormer(name));
const alterBacktests = (change: (name: string) => string): string =>
  `alter table "performance_metrics" ${ADDED.map(change).join(', ')}`;

/**
 * Every figure of the catalogue's core, of assets, indices and portfolios, in one row per snapshot
 * and subject; rates with the day from which they were known.
 */
export class Migration20261122000008FiguresBySubject extends Migration {
  override up(): void {
    for (const statement of [
      ...DROP_FIGURE_REPORTS,
      ...FIGURES_TO_ARRAYS,
      alterBacktests((name) => `add column "${name}" double precision null`),
      ...RATES_WITH_TIMES,
      ...SNAPSHOTS_WITH_SERIES,
      ...EXTENDED_FIGURE_REPORTS,
      grantStatement(),
    ]) {
      this.addSql(statement);
    }
  }

  override down(): void {
    for (const statement of [
      ...DROP_FIGURE_REPORTS,
      ...figuresToRows(RISK_METRICS),
      ...SNAPSHOTS_WITHOUT_SERIES,
      ...RATES_WITHOUT_TIMES,
      alterBacktests((name) => `drop column "${name}"`),
      ...FORMER_FIGURE_REPORTS,
      grantStatement(),
    ]) {
      this.addSql(statement);
    }
  }
}
