import { messageOf } from '../../../domain/errors.js';
import { NIGHTLY_BACKTESTS_MAX } from '../../../store/backtests/nightly.js';
import type { Database } from '../../../store/database.js';
import { NOTHING_ASKED, planNightlyBacktests, type NightlyPlan } from './nightly.js';
import {
  NO_BACKTESTS,
  runPendingBacktests,
  type BacktestTally,
  type RunOptions,
} from './runPending.js';

/** Assets that a line names. */
const SYMBOLS_SHOWN = 20;

/** What a night did about backtests. */
export interface NightlyBacktests extends BacktestTally, NightlyPlan {
  /** Why not all that is pending was run; null where it was. */
  readonly error: string | null;
}

/** A night that had nothing to run. */
export const QUIET_NIGHT: NightlyBacktests = {
  ...NO_BACKTESTS,
  ...NOTHING_ASKED,
  error: null,
};

/**
 * Asks for every portfolio's backtests that have to be run anew, and runs all that is pending. What
 * goes wrong is told, never thrown: the snapshot is published already.
 */
export async function nightlyBacktests(
  database: Database,
  options: RunOptions,
): Promise<NightlyBacktests> {
  let plan = NOTHING_ASKED;
  try {
    plan = await database.exclusively('planning of backtests', () =>
      planNightlyBacktests(database),
    );
    return { ...(await runPendingBacktests(database, options)), ...plan, error: null };
  } catch (error) {
    return { ...QUIET_NIGHT, ...plan, error: messageOf(error) };
  }
}

/** Lines for the operator: how it went, then each problem with its cause; none on a quiet night. */
export function describeBacktests(night: NightlyBacktests): string[] {
  const { completed, failed, retried, lost, problems, error } = night;
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
    ...waitingLines(night),
    ...(night.isCut ? [`Only the first ${NIGHTLY_BACKTESTS_MAX} backtests are looked at.`] : []),
    ...(error === null ? [] : [`The backtests were not all run: ${error}`]),
  ];
}

function waitingLines({ waiting: { pairs, symbols } }: NightlyBacktests): string[] {
  if (pairs === 0) return [];
  const shown = symbols.slice(0, SYMBOLS_SHOWN).join(', ');
  const all = symbols.length > SYMBOLS_SHOWN ? `${shown}, …` : shown;
  return [`${pairs} backtests wait for prices of ${all}: add them to the universe.`];
}
