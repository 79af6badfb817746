import { RESULTS_BYTES_MAX } from '../../../domain/backtest.js';
import { assert } from '../../../domain/errors.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../../store/entities/riskMetrics.js';
import type { BacktestResult } from '../../../store/backtests.store.js';
import { figuresByWindow } from '../../frames/figures.js';
import type { MissingReason } from '../../metrics/figure.js';
import type { BacktestInput } from '../../report/backtestInput.js';
import type { BacktestReport } from '../../report/backtestReport.js';
import { growthPath, type EquitySeries } from '../../report/equitySeries.js';
import { toldFigures } from '../../report/toldFigures.js';
import type { LoadedBacktest, ToldOrder } from './loadBacktest.js';

/** The figures of a portfolio's path over one window, named and defined as those of assets. */
export interface PortfolioFigures {
  /** The base date: the first return is earned after it. Null without enough history. */
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly observations: number;
  readonly figures: Readonly<Record<RiskMetricField, number | null>>;
  /** Why a figure is null. */
  readonly missing: Readonly<Partial<Record<RiskMetricField, MissingReason>>>;
}

/** What is stored of a backtest: what it follows from, its report, its figures by window. */
export interface BacktestResults extends BacktestReport {
  readonly request: ToldOrder;
  readonly windows: Readonly<Record<Window, PortfolioFigures>>;
}

/** Parts that give way, in this order, where the results would be larger than is stored. */
const PARTS_TO_GIVE_WAY = ['weights', 'trades', 'dividends'] as const;
const TURNOVER_PLACES = 6;
const TURNOVER_MAX = 9999.999999;

/** The results of a backtest as they are stored. @param report with all its parts */
export function resultOf(
  { input, request, snapshotId }: LoadedBacktest,
  report: BacktestReport,
): BacktestResult {
  assert(report.series !== undefined, 'a stored backtest has its series');
  const windows = windowsOf(report.series, input);
  const results: BacktestResults = fitted({ ...report, request, windows });
  const { turnoverAnnual, finalEquity } = report.account;
  return {
    results: results as unknown as BacktestResult['results'],
    engineVersion: request.engine,
    snapshotId,
    inputs: request.inputs,
    figures: coreOf((field) => report.metrics[field]),
    turnoverAnnual:
      turnoverAnnual === null || turnoverAnnual > TURNOVER_MAX
        ? null
        : turnoverAnnual.toFixed(TURNOVER_PLACES),
    finalEquity,
  };
}

function coreOf<T>(valueOf: (field: RiskMetricField) => T): Record<RiskMetricField, T> {
  const entries = RISK_METRIC_FIELDS.map((field) => [field, valueOf(field)] as const);
  return Object.fromEntries(entries) as Record<RiskMetricField, T>;
}

/** The figures of every window that ends with the path, as a snapshot holds them of assets. */
function windowsOf(
  series: EquitySeries,
  { benchmark, riskFreeRate }: BacktestInput,
): Record<Window, PortfolioFigures> {
  const byWindow = figuresByWindow({
    series: growthPath(series),
    benchmark: benchmark?.series ?? null,
    riskFree: riskFreeRate,
    metrics: RISK_METRIC_FIELDS,
  });
  const entries = WINDOWS.map((window) => {
    const { from, to, observations, figures } = byWindow[window];
    const { metrics, missing } = toldFigures(figures);
    return [window, { from, to, observations, figures: metrics, missing }] as const;
  });
  return Object.fromEntries(entries) as Record<Window, PortfolioFigures>;
}

/** Results no larger than what is stored: what has given way is counted as left out. */
function fitted(results: BacktestResults): BacktestResults {
  let fitting = results;
  for (const part of PARTS_TO_GIVE_WAY) {
    if (Buffer.byteLength(JSON.stringify(fitting)) <= RESULTS_BYTES_MAX) break;
    const { omitted } = fitting;
    const rows = (omitted[part] ?? 0) + (fitting[part]?.length ?? 0);
    fitting = { ...fitting, [part]: [], omitted: { ...omitted, [part]: rows } };
  }
  return fitting;
}
