import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { BacktestLedger } from '../backtest/ledger/ledger.js';
import {
  contributionRows,
  dividendRows,
  paymentRows,
  positionRows,
  tradeRows,
  type ContributionRow,
  type DividendRow,
  type PaymentRow,
  type PositionRow,
  type TradeRow,
} from '../backtest/ledger/rows.js';
import { calendarReturns, type CalendarReturn } from '../frames/calendarReturns.js';
import { drawdownTable, type DrawdownRow } from '../frames/drawdownTable.js';
import { evaluate, missingFigures } from '../metrics/evaluate.js';
import { METRIC_IDS, type MetricId } from '../metrics/registry.js';
import { accountOf, type BacktestAccount } from './backtestAccount.js';
import { notesOf, type BacktestNote } from './backtestNotes.js';
import { equitySeries, weightRows, type EquitySeries, type WeightRow } from './equitySeries.js';
import type { BacktestRun } from './runBacktest.js';
import { toldFigures, type ToldFigures } from './toldFigures.js';

/** What a report may hold beside its figures and its account. */
export const REPORT_PARTS = [
  'series',
  'weights',
  'trades',
  'dividends',
  'payments',
  'positions',
  'contributions',
  'calendar',
  'drawdowns',
] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** Rows of one part that a report holds at most: the newest; how many are left out is told. */
export const REPORT_ROWS_MAX = 10_000;
const DRAWDOWNS_MAX = 10;

/** Rows by part. */
interface PartRows {
  readonly weights: readonly WeightRow[];
  readonly trades: readonly TradeRow[];
  readonly dividends: readonly DividendRow[];
  readonly payments: readonly PaymentRow[];
  readonly positions: readonly PositionRow[];
  readonly contributions: readonly ContributionRow[];
  readonly drawdowns: readonly DrawdownRow[];
}

/**
 * All that is told of a backtest, as plain JSON. Money is decimal strings, rates are fractions;
 * figures are of time-weighted daily returns.
 */
export interface BacktestReport extends Partial<PartRows>, ToldFigures<MetricId> {
  /** The session of the first purchase, and the last one. */
  readonly from: TradingDate;
  readonly to: TradingDate;
  readonly sessions: number;
  readonly account: BacktestAccount;
  readonly series?: EquitySeries;
  readonly calendar?: {
    readonly month: readonly CalendarReturn[];
    readonly year: readonly CalendarReturn[];
  };
  /** How many older rows a part leaves out; absent where it holds all. */
  readonly omitted: Readonly<Partial<Record<keyof PartRows, number>>>;
  readonly notes: readonly BacktestNote[];
}

export interface ReportChoice {
  /** Everything unless given. */
  readonly parts?: readonly ReportPart[];
  /** The whole catalogue unless given. */
  readonly metrics?: readonly MetricId[];
}

/** What is told of a backtest. Deterministic: the same run gives the same bytes. */
export function backtestReport(run: BacktestRun, choice: ReportChoice = {}): BacktestReport {
  return reportWith(PLAIN_PARTS, run, choice) as BacktestReport;
}

/** As {@link backtestReport}, its parts made by others. */
export function reportWith(
  makers: PartMakers,
  run: BacktestRun,
  choice: ReportChoice = {},
): object {
  const { parts = REPORT_PARTS, metrics = METRIC_IDS } = choice;
  const { dates } = run.ledger.days;
  const { rows, omitted } = rowsOf(run, new Set(parts), makers);
  return {
    from: dateAt(dates, 0),
    to: dateAt(dates, dates.length - 1),
    sessions: dates.length,
    ...figuresOf(run, metrics),
    account: accountOf(run.ledger),
    ...(parts.includes('series') ? { series: makers.series(run) } : {}),
    ...(parts.includes('calendar') ? { calendar: calendarOf(run) } : {}),
    ...rows,
    omitted,
    notes: notesOf(run),
  };
}

function figuresOf(
  { sample, input }: BacktestRun,
  ids: readonly MetricId[],
): ToldFigures<MetricId> {
  const figures =
    sample === null
      ? missingFigures('insufficient-history', ids)
      : evaluate(sample, ids, input.convention);
  return toldFigures(figures);
}

const ROW_PARTS = [
  'weights',
  'trades',
  'dividends',
  'payments',
  'positions',
  'contributions',
  'drawdowns',
] as const satisfies readonly (keyof PartRows)[];

/** What each part is told as; the ledger's rows are no more than {@link REPORT_ROWS_MAX}. */
export interface PartMakers extends Readonly<
  Record<keyof PartRows, (run: BacktestRun) => unknown>
> {
  readonly series: (run: BacktestRun) => unknown;
}

/** Parts as objects. */
export const PLAIN_PARTS = {
  series: equitySeries,
  weights: ({ ledger }) => weightRows(ledger),
  trades: ({ ledger }) => tradeRows(ledger),
  dividends: ({ ledger }) => dividendRows(ledger),
  payments: ({ ledger }) => paymentRows(ledger).slice(-REPORT_ROWS_MAX),
  positions: ({ ledger }) => positionRows(ledger),
  contributions: ({ ledger }) => contributionRows(ledger),
  drawdowns: ({ sample }) => (sample === null ? [] : drawdownTable(sample, DRAWDOWNS_MAX)),
} as const satisfies { readonly [Part in keyof PartRows]: (run: BacktestRun) => PartRows[Part] } & {
  readonly series: (run: BacktestRun) => EquitySeries;
};

/** What the ledger holds of a part, however much of it is told. */
const TOTALS: Partial<Record<keyof PartRows, (ledger: BacktestLedger) => number>> = {
  weights: ({ allocations }) => allocations.length,
  trades: ({ trades }) => trades.length,
  dividends: ({ dividends }) => dividends.length,
  payments: ({ flows, managementFees }) => flows.length + managementFees.length,
};

/** Rows cost more than what they are made from: those that are left out are not made. */
function newest({ ledger, ...run }: BacktestRun): BacktestRun {
  const allocations = ledger.allocations.slice(-REPORT_ROWS_MAX);
  const trades = ledger.trades.slice(-REPORT_ROWS_MAX);
  const dividends = ledger.dividends.slice(-REPORT_ROWS_MAX);
  return { ...run, ledger: { ...ledger, allocations, trades, dividends } };
}

function rowsOf(
  run: BacktestRun,
  asked: ReadonlySet<ReportPart>,
  makers: PartMakers,
): { readonly rows: object; readonly omitted: BacktestReport['omitted'] } {
  const told = newest(run);
  const rows: Partial<Record<keyof PartRows, unknown>> = {};
  const omitted: Partial<Record<keyof PartRows, number>> = {};
  for (const part of ROW_PARTS) {
    if (!asked.has(part)) continue;
    rows[part] = makers[part](told);
    const total = TOTALS[part]?.(run.ledger) ?? 0;
    if (total > REPORT_ROWS_MAX) omitted[part] = total - REPORT_ROWS_MAX;
  }
  return { rows, omitted };
}

function calendarOf({ path }: BacktestRun): NonNullable<BacktestReport['calendar']> {
  const range = { to: dateAt(path.dates, path.dates.length - 1) };
  return {
    month: calendarReturns(path, 'month', range),
    year: calendarReturns(path, 'year', range),
  };
}

const dateAt = (dates: Int32Array, index: number): TradingDate =>
  fromEpochDay(dates[index] as number);
