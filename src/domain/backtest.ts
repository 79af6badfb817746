import {
  fieldRefused,
  date,
  orNull,
  requireFields,
  text,
  type DecimalInput,
} from './fieldRules.js';
import { jsonObject } from './jsonRules.js';
import { INITIAL_CAPITAL } from './portfolio.js';
import { PARAMETERS, STRATEGY_VERSION } from './strategyDefinition.js';
import type { TradingDate } from './tradingDate.js';

export const BACKTEST_STATUSES = ['pending', 'running', 'completed', 'failed'] as const;
export type BacktestStatus = (typeof BACKTEST_STATUSES)[number];

/** Where a status may go: forward only, but for a failed one that is tried again. */
export const BACKTEST_TRANSITIONS: readonly (readonly [BacktestStatus, BacktestStatus])[] = [
  ['pending', 'running'],
  ['running', 'completed'],
  ['running', 'failed'],
  ['failed', 'pending'],
];

/** Runs of one backtest that a crash may end before it is left as failed. */
export const BACKTEST_ATTEMPTS_MAX = 3;

/** Bytes that the results of one backtest may have as JSON. */
export const RESULTS_BYTES_MAX = 16 * 1024 * 1024;
const RESULTS_DEPTH_MAX = 12;

/** What of a backtest is asked for, beside whose portfolio and which strategy. */
export interface BacktestDraft {
  /** Over those of the strategy's version. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Null: from the first day that every holding has. */
  readonly fromDate: TradingDate | null;
  /** Null: up to the newest session. */
  readonly toDate: TradingDate | null;
  readonly initialCapital: DecimalInput;
}

const BACKTEST_RULES = {
  parameters: PARAMETERS,
  fromDate: orNull(date),
  toDate: orNull(date),
  initialCapital: INITIAL_CAPITAL,
};

/** @throws HighwaterError FIELD_REFUSED; the detail names the field, the value and the limit */
export function requireBacktest(draft: BacktestDraft): void {
  requireFields('backtest', BACKTEST_RULES, { ...draft });
  const { fromDate, toDate } = draft;
  if (fromDate === null || toDate === null || fromDate < toDate) return;
  throw fieldRefused('backtest', 'toDate', toDate, { limit: `a date after ${fromDate}` });
}

/** @throws HighwaterError FIELD_REFUSED */
export function requireStrategyVersionNumber(strategyVersion: number): void {
  requireFields('backtest', { strategyVersion: STRATEGY_VERSION }, { strategyVersion });
}

/** @throws HighwaterError FIELD_REFUSED */
export function requireBacktestResults(results: unknown, engineVersion: string): void {
  const rules = {
    results: jsonObject(RESULTS_BYTES_MAX, RESULTS_DEPTH_MAX),
    engineVersion: text(1, 40),
  };
  requireFields('backtest', rules, { results, engineVersion });
}
