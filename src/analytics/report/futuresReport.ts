import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { simulateFutures, type MonteCarloResult } from '../backtest/monteCarlo/monteCarlo.js';
import type { MonteCarloParameters } from '../backtest/monteCarlo/parameters.js';
import { PERCENTS } from '../backtest/monteCarlo/summary.js';
import { pricesOn, returnsOn } from '../frames/basis.js';
import type { BacktestInput } from './backtestInput.js';
import { notesOf, type BacktestNote } from './backtestNotes.js';
import { runBacktest } from './runBacktest.js';

/** A portfolio as it was held, and what is asked of its futures. */
export interface FuturesInput {
  readonly history: BacktestInput;
  readonly parameters: MonteCarloParameters;
}

/** What may become of a portfolio, as plain JSON. */
export interface FuturesReport extends Omit<MonteCarloResult, 'equity' | 'parameters'> {
  /** The history that was drawn from: its first and last session. */
  readonly history: { readonly from: TradingDate; readonly to: TradingDate };
  /** Of equity by year or month since the beginning, columns of one length. */
  readonly percentiles: Readonly<Record<string, readonly number[]>>;
  readonly notes: readonly BacktestNote[];
}

/**
 * Futures of a portfolio, drawn from the returns that it would have earned as it was held.
 *
 * @throws HighwaterError as `runBacktest` and `simulateFutures`
 */
export function futuresReport({ history, parameters }: FuturesInput): FuturesReport {
  const run = runBacktest(history);
  const { dates } = run.path;
  const { values } = returnsOn(pricesOn(run.path, parameters.basis));
  const result = simulateFutures(parameters, { kind: 'path', returns: values });
  const { equity, drawnFrom, terminal, terminalReal, maxDrawdown, cagr, ...shares } = result;
  const columns = PERCENTS.map((percent) => {
    const name = `p${percent}` as const;
    return [name, equity.map((report) => report.equity[name])] as const;
  });
  return {
    history: {
      from: fromEpochDay(dates[0] as number),
      to: fromEpochDay(dates.at(-1) as number),
    },
    drawnFrom,
    percentiles: { years: equity.map(({ years }) => years), ...Object.fromEntries(columns) },
    terminal,
    terminalReal,
    maxDrawdown,
    cagr,
    success: shares.success,
    loss: shares.loss,
    ruinsByYear: shares.ruinsByYear,
    safeWithdrawal: shares.safeWithdrawal,
    notes: notesOf(run),
  };
}
