import type { Database } from '../../../store/database.js';
import { BacktestStore, type ClaimedBacktest } from '../../../store/backtests.store.js';
import { pendingBacktests } from '../../../store/backtests/operator.js';
import { LEASE_MS } from './lease.js';
import { runClaimed, type ClaimWork } from './runClaimed.js';
import { withThread, type BacktestRunner } from './runner.js';
import { backtestStores, TermsMemory } from './sources.js';

/** Backtests that one call runs at most. */
const BACKTESTS_MAX = 100_000;
/** Problems that are told in full. */
const PROBLEMS_MAX = 20;

/** What became of the backtests that were run. */
export interface BacktestTally {
  readonly completed: number;
  readonly failed: number;
  /** Something unforeseen broke an attempt. */
  readonly retried: number;
  /** Thrown away: another worker had taken them over, or they were deleted. */
  readonly lost: number;
  /** The first of those that failed or broke; the cause is for the operator alone. */
  readonly problems: readonly {
    readonly id: string;
    readonly strategy: string;
    readonly reason: string;
    readonly cause: string;
  }[];
}

export const NO_BACKTESTS: BacktestTally = {
  completed: 0,
  failed: 0,
  retried: 0,
  lost: 0,
  problems: [],
};

export interface RunOptions {
  /** Ends it early: what is claimed is given back. */
  readonly signal?: AbortSignal | undefined;
  /** `total` counts what was pending when it began. */
  readonly onBacktest?: ((done: number, total: number) => void) | undefined;
  /** A thread of its own unless given. */
  readonly run?: BacktestRunner | undefined;
  readonly leaseMs?: number | undefined;
}

/**
 * Claims pending backtests one after the other, runs each on the published snapshot and stores its
 * results or why it failed, until none is pending. Takes over what crashed workers left. Several
 * processes may do it at once.
 *
 * @throws only where the database cannot be read or written
 */
export async function runPendingBacktests(
  database: Database,
  options: RunOptions = {},
): Promise<BacktestTally> {
  await new BacktestStore(database).release();
  const pending = await pendingBacktests(database.session);
  if (pending === 0) return NO_BACKTESTS;
  return withRunner(options, (run) => workOff(workOf(database, options, run), pending, options));
}

async function workOff(
  work: ClaimWork,
  pending: number,
  { onBacktest }: RunOptions,
): Promise<BacktestTally> {
  let tally = NO_BACKTESTS;
  for (let done = 0; done < BACKTESTS_MAX && !work.signal.aborted; done += 1) {
    const claim = await work.stores.backtests.claim(work.leaseMs);
    if (claim === null) break;
    tally = await ranAnother(work, claim, tally);
    onBacktest?.(done + 1, Math.max(pending, done + 1));
  }
  return tally;
}

/** Runs one backtest that is claimed already, again where an attempt breaks, up to the last one. */
export function runBacktestToEnd(
  database: Database,
  claimed: ClaimedBacktest,
  options: RunOptions = {},
): Promise<BacktestTally> {
  return withRunner(options, async (run) => {
    const work = workOf(database, options, run);
    let tally = NO_BACKTESTS;
    for (let claim: ClaimedBacktest | null = claimed; claim !== null;) {
      const broken: number = tally.retried;
      tally = await ranAnother(work, claim, tally);
      const isPending = tally.retried > broken;
      claim = isPending ? await work.stores.backtests.claim(work.leaseMs, claimed.id) : null;
    }
    return tally;
  });
}

function withRunner<T>({ run }: RunOptions, work: (run: BacktestRunner) => Promise<T>): Promise<T> {
  return run === undefined ? withThread(work) : work(run);
}

function workOf(database: Database, options: RunOptions, run: BacktestRunner): ClaimWork {
  const stores = backtestStores(database);
  return {
    stores,
    memory: new TermsMemory(stores),
    run,
    leaseMs: options.leaseMs ?? LEASE_MS,
    signal: options.signal ?? new AbortController().signal,
  };
}

async function ranAnother(
  work: ClaimWork,
  claim: ClaimedBacktest,
  tally: BacktestTally,
): Promise<BacktestTally> {
  const end = await runClaimed(work, claim);
  if (end.kind === 'returned') return tally;
  const counted = { ...tally, [end.kind]: tally[end.kind] + 1 };
  if (!('reason' in end)) return counted;
  const problem = { id: claim.id, strategy: claim.strategy, reason: end.reason, cause: end.cause };
  return { ...counted, problems: [...tally.problems, problem].slice(0, PROBLEMS_MAX) };
}
