import { reportingView } from './20261122000007_reporting_views.js';
import { viewStatements, type View, type ViewColumn } from './reportingView.js';

const ADDED_FIGURES: readonly ViewColumn[] = [
  ['ulcer_index', 'root mean square of drawdowns, a fraction', 'm.ulcer_index'],
  ['var99', 'historical value at risk of one day at 99 percent, a positive loss', 'm.var99'],
  ['cvar99', 'mean loss beyond var99, positive', 'm.cvar99'],
  ['skewness', 'of daily returns, corrected for bias', 'm.skewness'],
  ['excess_kurtosis', 'of daily returns, corrected for bias; 0 if normal', 'm.excess_kurtosis'],
  ['best_day', 'highest daily return', 'm.best_day'],
  ['worst_day', 'lowest daily return', 'm.worst_day'],
  ['win_rate', 'share of days with a gain', 'm.win_rate'],
  ['r_squared', 'square of the correlation', 'm.r_squared'],
  ['tracking_error', 'deviation of the return beyond the benchmark, per year', 'm.tracking_error'],
  [
    'information_ratio',
    'mean return beyond the benchmark over the tracking error, per year',
    'm.information_ratio',
  ],
  ['up_capture', 'share of the mean return on days on which the benchmark rose', 'm.up_capture'],
  ['down_capture', 'the same for days on which it fell', 'm.down_capture'],
  ['treynor', 'excess return per unit of beta, per year', 'm.treynor'],
  ['omega', 'gains over losses beyond the risk-free rate', 'm.omega'],
];

/** A view as the migration before made it, with columns added at its end. */
function extended(name: string, added: readonly ViewColumn[]): View {
  const view = reportingView(name);
  return { ...view, columns: [...view.columns, ...added] };
}

const CHANGED = ['publications', 'figures', 'public_backtests'];
const DROPS = CHANGED.map((name) => `drop view reporting.${name}`);

/** As this migration makes it; a later one builds on it and goes back to it. */
export const EXTENDED_BACKTESTS: View = extended('public_backtests', ADDED_FIGURES);

const EXTENDED = [
  extended('publications', [['risk_free_series', 'where the rate is a series, its name']]),
  extended('figures', ADDED_FIGURES),
  EXTENDED_BACKTESTS,
];

/** The reports that show figures are taken away while what they read is made anew. */
export const DROP_FIGURE_REPORTS = DROPS;
export const EXTENDED_FIGURE_REPORTS = EXTENDED.flatMap(viewStatements);
export const FORMER_FIGURE_REPORTS = CHANGED.map(reportingView).flatMap(viewStatements);
