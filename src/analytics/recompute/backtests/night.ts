import { messageOf } from '../../../domain/errors.js';
import type { Database } from '../../../store/database.js';
import { planNightlyBacktests } from './nightly.js';
import {
  NO_BACKTESTS,
  runPendingBacktests,
  type BacktestTally,
  type RunOptions,
} from './runPending.js';

/** What a night did about backtests. */
export interface NightlyBacktests extends BacktestTally {
  /** Asked for, because what they follow from has changed. */
  readonly asked: number;
  /** Why not all that is pending was run; null where it was. */
  readonly error: string | null;
}

/** A night that had nothing to run. */
export const QUIET_NIGHT: NightlyBacktests = { ...NO_BACKTESTS, asked: 0, error: null };

/**
 * Asks for every portfolio's backtests that have to be run anew, and runs all that is pending. What
 * goes wrong is told, never thrown: the snapshot is published already.
 */
export async function nightlyBacktests(
  database: Database,
  options: RunOptions,
): Promise<NightlyBacktests> {
  let asked = 0;
  try {
    const plan = () => planNightlyBacktests(database);
    ({ asked } = await database.exclusively('planning of backtests', plan));
    return { ...(await runPendingBacktests(database, options)), asked, error: null };
  } catch (error) {
    return { ...QUIET_NIGHT, asked, error: messageOf(error) };
  }
}

/** Lines for the operator: how it went, then each problem with its cause; none on a quiet night. */
export function describeBacktests({
  completed,
  failed,
  problems,
  ...night
}: NightlyBacktests): string[] {
  const { retried, lost, error } = night;
  const counts = [
    [completed, 'completed'],
    [failed, 'failed'],
    [retried, 'attempts broken off'],
    [lost, 'taken over by others'],
  ] as const;
  const told = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  return [
    ...(told.length === 0 ? [] : [`Backtests: ${told.join(', ')}.`]),
    ...problems.map(({ id, strategy, reason, cause }) => {
      const more = reason.startsWith(cause) ? '' : `: ${cause}`;
      return `backtest ${id} (${strategy}): ${reason}${more}`;
    }),
    ...(error === null ? [] : [`The backtests were not all run: ${error}`]),
  ];
}
