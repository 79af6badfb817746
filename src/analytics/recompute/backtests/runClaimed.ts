import { HighwaterError, messageOf, type ErrorKind } from '../../../domain/errors.js';
import type { ClaimedBacktest } from '../../../store/backtests.store.js';
import { Lease } from './lease.js';
import { loadBacktest } from './loadBacktest.js';
import { resultOf } from './results.js';
import type { BacktestRunner } from './runner.js';
import type { BacktestStores, TermsMemory } from './sources.js';

/**
 * How a claim ended. `retried`: something unforeseen broke it, and it is pending again; `lost`:
 * another worker has it, or it was deleted; `returned`: this worker was told to stop.
 */
export type ClaimEnd =
  | { readonly kind: 'completed' | 'lost' | 'returned' }
  | { readonly kind: 'failed' | 'retried'; readonly reason: string; readonly cause: string };

export interface ClaimWork {
  readonly stores: BacktestStores;
  readonly memory: TermsMemory;
  readonly run: BacktestRunner;
  readonly leaseMs: number;
  readonly signal: AbortSignal;
}

/** What trying again may mend. What a user or the data have to mend fails at once. */
const MENDED_BY_RETRY: readonly ErrorKind[] = ['internal', 'unavailable'];

/**
 * Runs one claimed backtest to its end, whatever that is: its own errors are written down.
 *
 * @throws only where the database cannot be written to; the claim's lease then runs out
 */
export async function runClaimed(work: ClaimWork, claim: ClaimedBacktest): Promise<ClaimEnd> {
  const { backtests } = work.stores;
  const lease = new Lease(backtests, claim, work.leaseMs);
  try {
    const result = await resultBefore(AbortSignal.any([work.signal, lease.lost]), work, claim);
    await lease.letGo();
    await backtests.complete(claim, result);
    return { kind: 'completed' };
  } catch (thrown) {
    await lease.letGo();
    return await orLost(() => endOf(work, claim, lease.lost, thrown));
  }
}

/** @throws what aborts the signal, as soon as it does; the work's own errors */
async function resultBefore(signal: AbortSignal, work: ClaimWork, claim: ClaimedBacktest) {
  signal.throwIfAborted();
  const { stores, memory, run } = work;
  const aborted = Promise.withResolvers<never>();
  // It may come while nobody waits for it yet.
  aborted.promise.catch(() => undefined);
  const abort = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const loaded = await loadBacktest(stores, memory, claim);
    signal.throwIfAborted();
    return resultOf(loaded, await Promise.race([run(loaded.input), aborted.promise]));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function endOf(
  { stores: { backtests }, signal }: ClaimWork,
  claim: ClaimedBacktest,
  lost: AbortSignal,
  thrown: unknown,
): Promise<ClaimEnd> {
  if (lost.aborted || isLeaseLost(thrown)) return { kind: 'lost' };
  if (signal.aborted) {
    await backtests.giveBack(claim);
    return { kind: 'returned' };
  }
  const [reason, cause] = [reasonOf(thrown, claim), messageOf(thrown)];
  if (thrown instanceof HighwaterError && !MENDED_BY_RETRY.includes(thrown.kind)) {
    await backtests.fail(claim, reason);
    return { kind: 'failed', reason, cause };
  }
  const now = await backtests.failOrRetry(claim, reason);
  return { kind: now === 'failed' ? 'failed' : 'retried', reason, cause };
}

async function orLost(end: () => Promise<ClaimEnd>): Promise<ClaimEnd> {
  try {
    return await end();
  } catch (error) {
    if (isLeaseLost(error)) return { kind: 'lost' };
    throw error;
  }
}

const isLeaseLost = (thrown: unknown): boolean =>
  thrown instanceof HighwaterError && thrown.code === 'LEASE_LOST';

/** What is stored: what was not written for readers may hold anything, a secret too. */
function reasonOf(thrown: unknown, { attempts }: ClaimedBacktest): string {
  if (thrown instanceof HighwaterError) return `${thrown.message} (${thrown.code})`;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return `Attempt ${attempts} ended in an unforeseen ${name}: the log of its worker says more. (INTERNAL)`;
}
