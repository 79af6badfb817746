import { describeBacktests } from '../analytics/recompute/backtests/night.js';
import { describeIndexProblems, describeRun } from '../ingestion/schedule.js';
import { withDatabase } from '../operations.js';
import { providerOf, refreshOf } from '../refreshOperations.js';
import { processSettings } from '../settings.js';
import { EXIT_INTERRUPTED } from './interruption.js';
import { Progress } from './progress.js';
import { print, printJson } from './terminal.js';

const EXIT_SOME_FAILED = 3;
const EXIT_ALL_FAILED = 5;

/** `highwater refresh`: one refresh now. @returns the exit code */
export async function refresh(options: { readonly json?: boolean }): Promise<number> {
  const settings = processSettings();
  const asJson = options.json === true;
  const progress = new Progress(!asJson);
  const interrupted = new AbortController();
  const interrupt = (): void =>
    interrupted.abort(new Error('Interrupted: the next refresh resumes.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const provider = await providerOf(settings);
    try {
      const result = await withDatabase(settings, (database) =>
        refreshOf(settings, database, provider).run(
          'command',
          progress.refresh,
          interrupted.signal,
        ),
      );
      progress.stop();
      if (asJson) printJson(result);
      else {
        for (const { symbol, code, message } of result.failures) {
          print(`${symbol}: ${message} (${code})`);
        }
        for (const line of describeIndexProblems(result)) print(line);
        print(`${result.isResumed ? 'Resumed an interrupted run. ' : ''}${describeRun(result)}`);
        describeBacktests(result.backtests).forEach(print);
      }
      if (result.failures.length === 0) return 0;
      return result.failures.length === result.totals.assets ? EXIT_ALL_FAILED : EXIT_SOME_FAILED;
    } finally {
      await provider.close();
    }
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    print('Interrupted; what was stored stays, and the next refresh resumes.');
    return EXIT_INTERRUPTED;
  } finally {
    progress.stop();
  }
}
