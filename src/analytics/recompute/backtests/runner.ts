import { setImmediate } from 'node:timers/promises';
import type { BacktestInput } from '../../report/backtestInput.js';
import { backtestReport, type BacktestReport } from '../../report/backtestReport.js';
import { runBacktest } from '../../report/runBacktest.js';
import { ReportThreads } from '../../report/threads/reportThreads.js';

/** Runs a backtest and reports on it with all parts: the same input gives the same bytes. */
export type BacktestRunner = (input: BacktestInput) => Promise<BacktestReport>;

/** Five hundred assets over a century take a minute: what takes longer hangs. */
const DEADLINE_MS = 10 * 60_000;

/** On the calling thread, after what else is waiting there. */
export const runHere: BacktestRunner = async (input) => {
  await setImmediate();
  return backtestReport(runBacktest(input));
};

/**
 * Does work with a runner that has a thread of its own, so that who else is served by this one does
 * not wait, and ends the thread afterwards. Where nothing is compiled there is none.
 */
export async function withThread<T>(work: (run: BacktestRunner) => Promise<T>): Promise<T> {
  const threads = new ReportThreads({ threads: 1, deadlineMs: DEADLINE_MS });
  try {
    return await work(async (input) => {
      const job = { kind: 'backtest', request: {}, format: 'json', input, choice: {} } as const;
      // Beside the report stands the request of the job; the stored one takes its place.
      return JSON.parse(new TextDecoder().decode(await threads.run(job))) as BacktestReport;
    });
  } finally {
    await threads.close();
  }
}
