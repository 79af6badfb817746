import type { TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS } from '../../domain/window.js';
import { AssetStore } from '../../store/assets.store.js';
import type { Database } from '../../store/database.js';
import { IndexComputationReader } from '../../store/indexComputations.reader.js';
import { IndexReader } from '../../store/indices.reader.js';
import { RateReader } from '../../store/rates.reader.js';
import { SeriesStore } from '../../store/series.store.js';
import { SnapshotStore, type PublishedSnapshot } from '../../store/snapshots.store.js';
import { BATCH_ASSETS_MAX, FigureComputation } from './computeFigures.js';
import { FigureWorkers } from './figureWorkers.js';
import { DEFINITIONS_VERSION } from '../report/versions.js';
import { sha256 } from './inputs.js';
import { subjectsOf, type Subject } from './subjects.js';
import { figureTerms, type FigureTerms, type TermsRequest, type TermsStores } from './terms.js';

export interface RecomputeStores extends TermsStores {
  readonly assets: AssetStore;
  readonly indexComputations: IndexComputationReader;
  readonly snapshots: SnapshotStore;
  readonly workers: FigureWorkers;
}

/** What a recompute reads, computes with and writes. */
export const recomputeStores = (
  database: Database,
  workers = new FigureWorkers(),
): RecomputeStores => ({
  assets: new AssetStore(database),
  indexComputations: new IndexComputationReader(database),
  series: new SeriesStore(database),
  snapshots: new SnapshotStore(database),
  indices: new IndexReader(database),
  rates: new RateReader(database),
  workers,
});

/** Figures that need a benchmark are missing where it has no history. */
export interface RecomputeRequest extends TermsRequest {
  readonly source: string;
  readonly runId: string;
  readonly now: Date;
  /** Computes every figure anew, whatever has changed. */
  readonly isFull?: boolean;
  /** Assets that are read at once, at most; {@link BATCH_ASSETS_MAX} unless given. */
  readonly batchAssetsMax?: number;
  readonly onAsset?: (done: number, total: number) => void;
}

export interface Recomputed {
  /** Null when nothing has a history yet. */
  readonly snapshot: PublishedSnapshot | null;
  /** One per subject and window; 0 when nothing had changed and the snapshot was kept. */
  readonly figuresWritten: number;
  /** Assets and indices whose figures were computed; those of all others were taken over. */
  readonly subjectsComputed: number;
}

/**
 * Publishes the figures of every asset and index as one snapshot. Computes those whose history,
 * benchmark, rates or definitions have changed and takes the others over from the published
 * snapshot; when nothing has changed at all, that one stays.
 *
 * @throws HighwaterError RATES_NOT_FOUND
 */
export async function recompute(
  stores: RecomputeStores,
  request: RecomputeRequest,
): Promise<Recomputed> {
  const { snapshots } = stores;
  const [subjects, published] = [await subjectsOf(stores), await snapshots.published()];
  const kept = { snapshot: published, figuresWritten: 0, subjectsComputed: 0 };
  if (subjects.length === 0) return kept;
  const terms = await figureTerms(stores, request);
  const inputs = inputsOf(subjects, terms);
  const fingerprint = sha256([
    request.source,
    terms.benchmark.name,
    String(request.riskFreeRate),
    await stores.assets.profilesHash(),
    await stores.indexComputations.hash(),
    ...subjects.flatMap(({ id, name }) => [name, inputs.get(id) ?? '']),
  ]);
  if (published?.fingerprint === fingerprint && request.isFull !== true) return kept;
  const before =
    published === null || request.isFull === true
      ? new Map<string, string>()
      : await snapshots.inputsOf(published.id);
  const changed = subjects.filter(({ id }) => before.get(id) !== inputs.get(id));
  const computation = new FigureComputation(stores, changed, {
    terms,
    inputs,
    workers: stores.workers,
    batchAssetsMax: request.batchAssetsMax ?? BATCH_ASSETS_MAX,
    onSubject: request.onAsset,
  });
  const isNew = new Set(changed.map(({ id }) => id));
  const subjectIds = subjects.map(({ id }) => id).filter((id) => !isNew.has(id));
  const snapshot = await snapshots.publish(
    {
      asOf: newest(subjects),
      source: request.source,
      publishedAt: request.now.toISOString(),
      fingerprint,
      definitions: DEFINITIONS_VERSION,
      benchmark: terms.benchmark.name,
      riskFreeRate: nameOrNumber(request.riskFreeRate),
      assets: subjects.filter(({ kind }) => kind === 'asset').length,
      runId: request.runId,
    },
    () => computation.batches(),
    published === null ? undefined : { from: published.id, subjectIds },
  );
  const figuresWritten = subjects.length * WINDOWS.length;
  return { snapshot, figuresWritten, subjectsComputed: computation.computed };
}

const nameOrNumber = (rate: number | string): number | string =>
  typeof rate === 'number' ? rate : rate.toUpperCase();

/** By subject, the hash of all that its figures follow from. */
function inputsOf(subjects: readonly Subject[], terms: FigureTerms): ReadonlyMap<string, string> {
  return new Map(
    subjects.map(({ id, hash }) => {
      const role = id === terms.benchmark.id ? 'benchmark' : 'other';
      return [id, sha256([DEFINITIONS_VERSION, hash, role, terms.hash])];
    }),
  );
}

function newest(subjects: readonly Subject[]): TradingDate {
  const dates = subjects.map(({ lastDate }) => lastDate);
  return dates.reduce((last, date) => (date > last ? date : last));
}
