import { HighwaterError } from '../../../domain/errors.js';
import { ConstituentReader } from '../../../store/constituents.reader.js';
import type { Database } from '../../../store/database.js';
import {
  IndexComputationReader,
  type IndexToCompute,
  type StoredProblem,
} from '../../../store/indexComputations.reader.js';
import { IndexComputationStore } from '../../../store/indexComputations.store.js';
import { MarketCapReader } from '../../../store/marketCaps.reader.js';
import { MarketHistoryReader } from '../../../store/marketHistories.reader.js';
import type { IndexColumns } from './computeStoredIndex.js';
import { findInputs, type FoundInputs, type IndexInputs } from './indexInputs.js';
import { IndexThread } from './indexThread.js';

/** What a night of indices reads and writes. */
export interface IndexStores {
  readonly rules: IndexComputationReader;
  readonly constituents: ConstituentReader;
  readonly histories: MarketHistoryReader;
  readonly marketCaps: MarketCapReader;
  readonly computations: IndexComputationStore;
  readonly thread: IndexThread;
}

/** What a recompute of indices reads and writes. */
export const indexStores = (database: Database, thread = new IndexThread()): IndexStores => ({
  rules: new IndexComputationReader(database),
  constituents: new ConstituentReader(database),
  histories: new MarketHistoryReader(database),
  marketCaps: new MarketCapReader(database),
  computations: new IndexComputationStore(database),
  thread,
});

export interface IndexRecomputeRequest {
  readonly now: Date;
  /** Computes every index anew, whatever has changed. */
  readonly isFull?: boolean;
  readonly onIndex?: (done: number, total: number, slug: string) => void;
}

/** Why an index has nothing new. */
export interface IndexProblem extends StoredProblem {
  /** Its slug. */
  readonly index: string;
}

/** How a night of indices ended. */
export interface RecomputedIndices {
  readonly indices: number;
  /** Those whose inputs had changed, and that could be computed. */
  readonly computed: number;
  /** Values, allocations and events that were written or taken away. */
  readonly rowsWritten: number;
  /** Of every index that cannot be computed as things are; its older values stay. */
  readonly problems: readonly IndexProblem[];
}

/** What to tell of indices where none was computed. */
export const NO_INDICES: RecomputedIndices = {
  indices: 0,
  computed: 0,
  rowsWritten: 0,
  problems: [],
};

/**
 * Computes every stored index whose rule, constituents or capitalisations have changed since it
 * was computed last, each from its base date on, and writes what is new of it in one transaction.
 * An index that cannot be computed keeps its values and is told of; it stops no other one.
 */
export async function recomputeIndices(
  stores: IndexStores,
  request: IndexRecomputeRequest,
): Promise<RecomputedIndices> {
  try {
    return await recomputeChanged(stores, request);
  } finally {
    await stores.thread.close();
  }
}

async function recomputeChanged(
  stores: IndexStores,
  { now, isFull = false, onIndex }: IndexRecomputeRequest,
): Promise<RecomputedIndices> {
  const indices = await stores.rules.rules();
  const problems: IndexProblem[] = [];
  let [computed, rowsWritten] = [0, 0];
  for (const [done, index] of indices.entries()) {
    const found = await findInputs(stores, index);
    if (found.hash === index.inputs && !isFull) {
      if (index.problem !== null) problems.push({ index: index.slug, ...index.problem });
    } else {
      const outcome = await compute(stores, index, found, now);
      if (typeof outcome === 'number') {
        computed += 1;
        rowsWritten += outcome;
      } else problems.push({ index: index.slug, ...outcome });
    }
    onIndex?.(done + 1, indices.length, index.slug);
  }
  return { indices: indices.length, computed, rowsWritten, problems };
}

/** @returns rows written, or why there are none */
async function compute(
  stores: IndexStores,
  index: IndexToCompute,
  { hash: inputs, inputs: found }: FoundInputs,
  computedAt: Date,
): Promise<number | StoredProblem> {
  try {
    if (found instanceof HighwaterError) throw found;
    const columns = await columnsOf(stores, found);
    const results = await stores.thread.compute({ index, inputs: found, columns });
    return await stores.computations.replace(index.id, { ...results, inputs, computedAt });
  } catch (error) {
    if (!(error instanceof HighwaterError)) throw error;
    const { code, message } = error;
    // What failed by accident is not remembered: the next night tries again.
    if (error.kind !== 'unavailable') {
      await stores.computations.refuse(index.id, { inputs, computedAt, code, message });
    }
    return { code, message };
  }
}

async function columnsOf(
  { histories, marketCaps }: IndexStores,
  { constituents, needsMarketCaps }: IndexInputs,
): Promise<IndexColumns> {
  const symbols = constituents.map(({ symbol }) => symbol);
  return {
    histories: await histories.load(symbols, true),
    caps: needsMarketCaps ? await marketCaps.histories(symbols) : new Map<string, never>(),
  };
}
