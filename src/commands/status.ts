import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { backtestCounts } from '../store/backtests/operator.js';
import { indexOverview } from '../store/indexOverview.js';
import { overview } from '../store/overview.js';
import { SnapshotStore } from '../store/snapshots.store.js';
import { print, printJson } from './terminal.js';

/** `highwater status`: what is stored, what is published, how the last refresh went. */
export function status(options: { readonly json?: boolean }): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const seen = await overview(database);
    const snapshot = await new SnapshotStore(database).published();
    const backtests = await backtestCounts(database.session);
    const indices = await indexOverview(database);
    if (options.json === true) {
      printJson({ ...seen, snapshot, backtests, indices });
      return 0;
    }
    const { error, warning, info } = seen.findings;
    print(`database  ${seen.database}`);
    print(`assets    ${seen.activeAssets} active of ${seen.assets}, ${seen.bars} bars`);
    print(
      snapshot === null
        ? 'snapshot  none yet: run "highwater refresh"'
        : `snapshot  as of ${snapshot.asOf}, ${snapshot.source}, published ${snapshot.publishedAt}`,
    );
    const run = seen.lastRun;
    print(
      run === null
        ? 'last run  none'
        : `last run  ${run.status} for ${run.session}, ${run.assetsFailed} assets failed` +
            (run.error === null ? '' : `: ${run.error}`),
    );
    print(`findings  ${error} errors, ${warning} warnings, ${info} notes`);
    print(`indices   ${indices.stored} stored, ${indices.withValues} with values`);
    for (const { index, message, code } of indices.problems) {
      print(`          ${index}: ${message} (${code})`);
    }
    const { pending, running, completed, failed } = backtests;
    print(
      `backtests ${completed} completed, ${failed} failed, ${running} running, ${pending} pending`,
    );
    return 0;
  });
}
