import { setTimeout } from 'node:timers/promises';
import { describeBacktests, QUIET_NIGHT } from '../analytics/recompute/backtests/night.js';
import { runPendingBacktests } from '../analytics/recompute/backtests/runPending.js';
import { messageOf } from '../domain/errors.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import type { Database } from '../store/database.js';
import { wholeArgument } from './arguments.js';
import { print } from './terminal.js';

const POLL_SECONDS = { min: 1, max: 3600, otherwise: 5 };

/** `highwater worker`: works off pending backtests until Ctrl-C or SIGTERM. @returns 0 */
export async function worker(options: { readonly poll?: string }): Promise<number> {
  const pollMs = wholeArgument('--poll', options.poll, POLL_SECONDS) * 1000;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('The worker was told to stop.'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await withDatabase(processSettings(), async (database) => {
    print('Highwater works off backtests. Ctrl-C ends it.');
    while (!stopping.signal.aborted) {
      await workOff(database, stopping.signal);
      await setTimeout(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    print('Stopped.');
  });
  return 0;
}

/** A database that is out of reach may be back at the next look. */
async function workOff(database: Database, signal: AbortSignal): Promise<void> {
  try {
    const tally = await runPendingBacktests(database, { signal });
    describeBacktests({ ...QUIET_NIGHT, ...tally }).forEach(print);
  } catch (error) {
    print(`The backtests could not be read: ${messageOf(error)}`);
  }
}
