import { isSymbol } from '../domain/asset.js';
import { HighwaterError, messageOf } from '../domain/errors.js';
import { lastFinalSession } from '../domain/tradingCalendar.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { nightlyBacktests, type NightlyBacktests } from '../analytics/recompute/backtests/night.js';
import { FigureWorkers } from '../analytics/recompute/figureWorkers.js';
import {
  NO_INDICES,
  indexStores,
  recomputeIndices,
  type RecomputedIndices,
} from '../analytics/recompute/indices/recomputeIndices.js';
import { recompute, recomputeStores, type Recomputed } from '../analytics/recompute/recompute.js';
import { AssetStore } from '../store/assets.store.js';
import type { Database } from '../store/database.js';
import { IndexReader } from '../store/indices.reader.js';
import { MarketCapReader } from '../store/marketCaps.reader.js';
import { PriceStore } from '../store/prices.store.js';
import { RunStore, type RunTotals, type RunTrigger } from '../store/runs.store.js';
import { SeriesStore } from '../store/series.store.js';
import { SnapshotStore, type PublishedSnapshot } from '../store/snapshots.store.js';
import { inParallel } from './inParallel.js';
import type { PriceProvider } from './providers/provider.js';
import { refreshAsset, type AssetTask } from './refreshAsset.js';

const UNIVERSE_LIMIT = 10_000;
const NOTHING_COMPUTED: Computed = {
  snapshot: null,
  figuresWritten: 0,
  subjectsComputed: 0,
  indices: NO_INDICES,
};

/** What became of figures and of indices. */
interface Computed extends Recomputed {
  readonly indices: RecomputedIndices;
}

export interface RefreshOptions {
  /** The operator's universe; a provider that defines its own goes first. */
  readonly universe: readonly string[];
  /** Symbol of an asset, which is refreshed too, or slug of an index. */
  readonly benchmark: string;
  /** Fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
  /** Assets fetched at once. */
  readonly concurrency: number;
  /** Of the exchange, IANA. */
  readonly timeZone: string;
  readonly clock: () => Date;
}

/** How far a refresh is; `total` is known once the universe is. */
export interface RefreshProgress {
  readonly phase: 'prices' | 'indices' | 'metrics' | 'backtests';
  readonly done: number;
  readonly total: number;
  readonly symbol: string | null;
}

export interface RefreshResult {
  readonly runId: string;
  readonly session: TradingDate;
  readonly isResumed: boolean;
  readonly totals: RunTotals;
  readonly snapshot: PublishedSnapshot | null;
  /** False when nothing was new and the snapshot stayed. */
  readonly isPublished: boolean;
  readonly failures: readonly { symbol: string; code: string; message: string }[];
  /** What became of the indices; those with a problem keep their older values. */
  readonly indices: RecomputedIndices;
  /** How the backtests went that are run after the publication, whatever becomes of them. */
  readonly backtests: NightlyBacktests;
}

/** The nightly job, from fetching to publishing to backtests. Safe to kill at any moment. */
export class Refresh {
  private readonly assets: AssetStore;
  private readonly runs: RunStore;
  private readonly prices: PriceStore;
  private readonly series: SeriesStore;
  private readonly marketCaps: MarketCapReader;
  private readonly snapshots: SnapshotStore;
  private readonly indices: IndexReader;
  private readonly workers = new FigureWorkers();

  constructor(
    private readonly database: Database,
    private readonly provider: PriceProvider,
    private readonly options: RefreshOptions,
  ) {
    this.assets = new AssetStore(database);
    this.runs = new RunStore(database);
    this.prices = new PriceStore(database);
    this.series = new SeriesStore(database);
    this.marketCaps = new MarketCapReader(database);
    this.snapshots = new SnapshotStore(database);
    this.indices = new IndexReader(database);
  }

  /** The newest session whose bar is final now. */
  get session(): TradingDate {
    return lastFinalSession(this.options.clock(), this.options.timeZone);
  }

  /** Whether the newest final session has not been refreshed yet, as after a missed night. */
  async isBehind(): Promise<boolean> {
    const last = await this.runs.lastCompletedSession(this.provider.source);
    return last === null || last < this.session;
  }

  /**
   * Refreshes the whole universe once, then runs the backtests that this has changed.
   * @param signal ends it early, between assets or backtests; the next refresh resumes
   * @throws HighwaterError BUSY when another refresh runs; EMPTY_UNIVERSE; what the database throws
   */
  async run(
    trigger: RunTrigger,
    onProgress: (progress: RefreshProgress) => void = () => undefined,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<RefreshResult> {
    const refreshed = await this.database.exclusively('refresh', () =>
      this.runLocked(trigger, onProgress, signal),
    );
    const backtests = await nightlyBacktests(this.database, {
      signal,
      onBacktest: (done, total) => onProgress({ phase: 'backtests', done, total, symbol: null }),
    });
    return { ...refreshed, backtests };
  }

  private async runLocked(
    trigger: RunTrigger,
    onProgress: (progress: RefreshProgress) => void,
    signal: AbortSignal,
  ): Promise<Omit<RefreshResult, 'backtests'>> {
    const session = this.session;
    const assetIds = await this.assets.setUniverse(await this.universe());
    const run = await this.runs.open({
      trigger,
      source: this.provider.source,
      session,
      assetIds: [...assetIds.values()],
      now: this.options.clock(),
    });
    const failures: { symbol: string; code: string; message: string }[] = [];
    let error: string | null = 'The refresh did not reach its end.';
    let computed = NOTHING_COMPUTED;
    try {
      await this.refreshAssets(assetIds, run, session, failures, onProgress, signal);
      signal.throwIfAborted();
      const reason = reasonToHoldBack(failures, assetIds.size);
      computed =
        reason === null
          ? await this.publish(run.id, onProgress)
          : { ...NOTHING_COMPUTED, snapshot: await this.snapshots.published() };
      error = reason;
    } catch (thrown) {
      error = messageOf(thrown);
      throw thrown;
    } finally {
      if (!signal.aborted) await this.close(run.id, computed, error);
    }
    return {
      runId: run.id,
      session,
      isResumed: run.isResumed,
      totals: await this.runs.totals(run.id),
      snapshot: computed.snapshot,
      isPublished: computed.figuresWritten > 0,
      failures,
      indices: computed.indices,
    };
  }

  private async universe(): Promise<readonly string[]> {
    const own = await this.provider.universe();
    const symbols = [
      ...new Set(own ?? [...this.options.universe, ...(await this.benchmark())]),
    ].sort();
    const unusable = symbols.filter((symbol) => !isSymbol(symbol));
    if (symbols.length > 0 && symbols.length <= UNIVERSE_LIMIT && unusable.length === 0) {
      return symbols;
    }
    throw new HighwaterError(
      symbols.length === 0 ? 'EMPTY_UNIVERSE' : 'BAD_UNIVERSE',
      'usage',
      symbols.length === 0
        ? 'There is no asset to refresh: set UNIVERSE, or put SYMBOL.csv files into MARKET_DATA_CSV_DIR.'
        : `The universe may hold up to ${UNIVERSE_LIMIT} symbols of capitals, digits and ".^=-"; ` +
            `it holds ${symbols.length}, such as ${unusable.slice(0, 5).join(', ')}.`,
    );
  }

  /** The benchmark as far as it has prices of its own: an index is computed from others'. */
  private async benchmark(): Promise<readonly string[]> {
    const { benchmark } = this.options;
    const index = await this.indices.find(benchmark.toLowerCase());
    return index === null ? [benchmark.toUpperCase()] : [];
  }

  private async refreshAssets(
    assetIds: ReadonlyMap<string, string>,
    run: { readonly id: string; readonly pendingAssetIds: ReadonlySet<string> },
    session: TradingDate,
    failures: { symbol: string; code: string; message: string }[],
    onProgress: (progress: RefreshProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const tasks: AssetTask[] = [...assetIds]
      .filter(([, assetId]) => run.pendingAssetIds.has(assetId))
      .map(([symbol, assetId]) => ({ symbol, assetId, runId: run.id, session }));
    const { provider, prices, series, marketCaps } = this;
    const context = { ...this.options, provider, prices, series, marketCaps };
    let done = assetIds.size - tasks.length;
    await inParallel(tasks, this.options.concurrency, signal, async (task) => {
      try {
        await refreshAsset(task, { ...context, signal });
      } catch (thrown) {
        if (signal.aborted) return;
        const code = thrown instanceof HighwaterError ? thrown.code : 'STORE_FAILED';
        const failure = { symbol: task.symbol, code, message: messageOf(thrown) };
        failures.push(failure);
        await this.runs.failTask({ ...task, attempts: 1, now: this.options.clock() }, failure);
      }
      done += 1;
      onProgress({ phase: 'prices', done, total: assetIds.size, symbol: task.symbol });
    });
  }

  private async publish(
    runId: string,
    onProgress: (progress: RefreshProgress) => void,
  ): Promise<Computed> {
    const indices = await recomputeIndices(indexStores(this.database), {
      now: this.options.clock(),
      onIndex: (done, total, symbol) => onProgress({ phase: 'indices', done, total, symbol }),
    });
    const figures = await recompute(recomputeStores(this.database, this.workers), {
      source: this.provider.source,
      benchmark: this.options.benchmark,
      riskFreeRate: this.options.riskFreeRate,
      runId,
      now: this.options.clock(),
      onAsset: (done, total) => onProgress({ phase: 'metrics', done, total, symbol: null }),
    });
    return { ...figures, indices };
  }

  private async close(runId: string, computed: Computed, error: string | null): Promise<void> {
    await this.runs.close(runId, {
      status: error === null ? 'completed' : 'failed',
      now: this.options.clock(),
      snapshotId: computed.snapshot?.id ?? null,
      figuresWritten: computed.figuresWritten + computed.indices.rowsWritten,
      error,
    });
  }
}

/** Why nothing may be published after these failures, or null. A snapshot is of one source. */
function reasonToHoldBack(
  failures: readonly { readonly code: string }[],
  assets: number,
): string | null {
  if (failures.length === assets) return 'No asset could be refreshed.';
  return failures.some(({ code }) => code === 'SOURCE_MIXED')
    ? 'Some assets hold bars of another source: nothing was published.'
    : null;
}
