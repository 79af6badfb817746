import { setImmediate } from 'node:timers/promises';
import type { BacktestInput } from '../../report/backtestInput.js';
import { backtestReport, type BacktestReport } from '../../report/backtestReport.js';
import { runBacktest } from '../../report/runBacktest.js';

/** Runs a backtest and reports on it with all parts: the same input gives the same bytes. */
export type BacktestRunner = (input: BacktestInput) => Promise<BacktestReport>;

/** On the calling thread, after what else is waiting there. */
export const runHere: BacktestRunner = async (input) => {
  await setImmediate();
  return backtestReport(runBacktest(input));
};
