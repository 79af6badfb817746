import { requestBacktest } from '../analytics/recompute/backtests/requestBacktest.js';
import {
  runBacktestToEnd,
  runPendingBacktests,
  type BacktestTally,
} from '../analytics/recompute/backtests/runPending.js';
import { BACKTEST_STATUSES, type BacktestStatus } from '../domain/backtest.js';
import { HighwaterError } from '../domain/errors.js';
import { oneOf, requireFields } from '../domain/fieldRules.js';
import { tradingDate } from '../domain/tradingDate.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { backtestsOfAll, userOfBacktest } from '../store/backtests/operator.js';
import { BacktestReader } from '../store/backtests.reader.js';
import { BacktestStore, backtestUnknown } from '../store/backtests.store.js';
import type { Database } from '../store/database.js';
import { backtestLines, listLine } from './backtestLines.js';
import { jsonArgument, userIdOf, wholeArgument } from './arguments.js';
import { interruptible } from './interruption.js';
import { Progress } from './progress.js';
import { EXIT_CODES, print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

const LIMIT = { min: 1, max: 1000, otherwise: 50 };

export interface BacktestRunOptions extends JsonOption {
  readonly portfolio?: string;
  readonly strategy?: string;
  readonly parameters?: string;
  readonly options?: string;
  readonly from?: string;
  readonly to?: string;
  readonly capital?: string;
  readonly user?: string;
  readonly pending?: boolean;
}

/**
 * `highwater backtest run`: one backtest, stored and run, or all that is pending.
 * @returns the exit code, 3 when one failed
 */
export function backtestRun(options: BacktestRunOptions): Promise<number> {
  return interruptible('what was begun is pending again', (signal) =>
    withDatabase(processSettings(), (database) =>
      options.pending === true
        ? runPending(database, options, signal)
        : runOne(database, options, signal),
    ),
  );
}

async function runPending(
  database: Database,
  options: BacktestRunOptions,
  signal: AbortSignal,
): Promise<number> {
  const progress = new Progress(options.json !== true);
  const onBacktest = (done: number, total: number): void => progress.step('backtest', done, total);
  const tally = await runPendingBacktests(database, { signal, onBacktest });
  progress.stop();
  if (options.json === true) printJson(tally);
  else {
    for (const { id, strategy, reason } of tally.problems) print(`${id} ${strategy}: ${reason}`);
    print(`Backtests: ${tally.completed} completed, ${tally.failed} failed.`);
  }
  return exitCodeOf(tally);
}

async function runOne(
  database: Database,
  options: BacktestRunOptions,
  signal: AbortSignal,
): Promise<number> {
  const { portfolio, strategy, user, from, to, capital } = options;
  if (portfolio === undefined || strategy === undefined) throw subjectMissing();
  const claim = await requestBacktest(database, {
    portfolio,
    strategy,
    parameters: parametersOf(options),
    fromDate: from === undefined ? null : tradingDate(from),
    toDate: to === undefined ? null : tradingDate(to),
    initialCapital: capital ?? null,
    ...(user === undefined ? {} : { userId: await userIdOf(database, user) }),
  });
  const tally = await runBacktestToEnd(database, claim, { signal });
  await tell(database, claim.id, options);
  return exitCodeOf(tally);
}

function parametersOf({ parameters, options }: BacktestRunOptions): Record<string, unknown> {
  const own = jsonArgument('--parameters', parameters ?? '{}');
  return options === undefined ? own : { ...own, options: jsonArgument('--options', options) };
}

const exitCodeOf = ({ failed, lost, retried }: BacktestTally): number =>
  failed + lost + retried === 0 ? 0 : EXIT_CODES.data;

async function tell(database: Database, id: string, { json }: JsonOption): Promise<void> {
  const userId = await userOfBacktest(database.session, id);
  const found = await new BacktestReader(database).find(id, userId);
  if (found === null) throw backtestUnknown(id);
  if (json === true) printJson(found);
  else backtestLines(found).forEach(print);
}

/** `highwater backtest list`: those of all users. */
export function backtestList(
  options: JsonOption & { readonly status?: string; readonly limit?: string },
): Promise<number> {
  const { status, json } = options;
  if (status !== undefined) {
    requireFields('backtest', { status: oneOf(BACKTEST_STATUSES) }, { status });
  }
  const limit = wholeArgument('--limit', options.limit, LIMIT);
  return withDatabase(processSettings(), async ({ session }) => {
    const found = await backtestsOfAll(session, (status ?? null) as BacktestStatus | null, limit);
    if (json === true) printJson({ backtests: found });
    else if (found.length === 0) print('There are no backtests.');
    else found.map(listLine).forEach(print);
    return 0;
  });
}

/** `highwater backtest show ID`, whoever's it is. */
export function backtestShow(id: string, options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    await tell(database, id, options);
    return 0;
  });
}

/** `highwater backtest retry ID`, whoever's it is. */
export function backtestRetry(id: string, options: JsonOption): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const userId = await userOfBacktest(database.session, id);
    await new BacktestStore(database).retry(id, userId);
    if (options.json === true) printJson({ id, status: 'pending' });
    else print(`${id} is pending: "highwater backtest run --pending" or a worker runs it.`);
    return 0;
  });
}

function subjectMissing(): HighwaterError {
  const message = 'Name what to run: --portfolio and --strategy, or --pending for all that waits.';
  return new HighwaterError('BACKTEST_SUBJECT_MISSING', 'usage', message);
}
