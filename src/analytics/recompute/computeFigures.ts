import { ahead } from '../../store/ahead.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import type { SubjectFigures } from '../../store/figureRows.js';
import type { IndexReader } from '../../store/indices.reader.js';
import type { SeriesStore } from '../../store/series.store.js';
import type { HistoryColumns } from '../../store/seriesColumns.js';
import type { FigureJob, FigureTable } from '../frames/figureTable.js';
import type { FigureWorkers } from './figureWorkers.js';
import { storedFigures } from './subjectFigures.js';
import type { Subject } from './subjects.js';
import type { FigureTerms } from './terms.js';

/** Assets that are read at once: while they are computed, others are stored and read. */
export const BATCH_ASSETS_MAX = 170;

/** Batches that are computed, at most, before whoever takes them has taken the one before. */
const BATCHES_AHEAD = 2;

export interface ComputeStores {
  readonly series: SeriesStore;
  readonly indices: IndexReader;
}

export interface ComputeRequest {
  readonly terms: FigureTerms;
  /** By subject, the hash of what its figures follow from. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly workers: FigureWorkers;
  readonly batchAssetsMax: number;
  readonly onSubject: ((done: number, total: number) => void) | undefined;
}

interface ComputedBatch {
  readonly assetIds: readonly string[];
  readonly table: FigureTable;
}

/** The figures of subjects over every window: none of those that have no history. */
export class FigureComputation {
  readonly #subjects: ReadonlyMap<string, Subject>;
  #computed = 0;

  constructor(
    private readonly stores: ComputeStores,
    subjects: readonly Subject[],
    private readonly request: ComputeRequest,
  ) {
    this.#subjects = new Map(subjects.map((subject) => [subject.id, subject]));
  }

  /** Subjects whose figures have been told. */
  get computed(): number {
    return this.#computed;
  }

  /**
   * Computes once, a batch at a time: while whoever takes the batches is busy with one, the next are
   * computed, and read.
   */
  async *batches(): AsyncGenerator<readonly SubjectFigures[]> {
    const { inputs } = this.request;
    for await (const { assetIds, table } of ahead(this.#tables(), BATCHES_AHEAD)) {
      this.#computed += assetIds.length;
      yield assetIds.map((id, position) =>
        storedFigures(table, position, this.#subjects.get(id) as Subject, inputs.get(id) as string),
      );
    }
  }

  async *#tables(): AsyncGenerator<ComputedBatch> {
    const { workers, onSubject } = this.request;
    let begun = 0;
    for await (const columns of this.#histories()) {
      const { assetIds } = columns;
      const before = begun;
      begun += assetIds.length;
      const told = (done: number): void => onSubject?.(before + done, this.#subjects.size);
      yield { assetIds, table: await workers.compute(this.#jobOf(columns), told) };
    }
  }

  #jobOf({ assetIds, ...columns }: HistoryColumns): FigureJob {
    const { benchmark, riskFree } = this.request.terms;
    const index = benchmark.id === null ? -1 : assetIds.indexOf(benchmark.id);
    return {
      ...columns,
      benchmark: benchmark.series,
      benchmarkIndex: index === -1 ? null : index,
      riskFree,
      metrics: RISK_METRIC_FIELDS,
    };
  }

  /** Indices by themselves: there are few. Then assets a batch at a time. */
  async *#histories(): AsyncGenerator<HistoryColumns> {
    const { series, indices } = this.stores;
    const subjects = [...this.#subjects.values()];
    for (const { kind, id, name } of subjects) {
      const values = kind === 'index' ? await indices.series(name) : null;
      if (values === null) continue;
      const { dates, adjustedClose } = values;
      const offsets = Int32Array.of(0, dates.length);
      yield { assetIds: [id], dates, adjustedClose, offsets, dateStarts: Int32Array.of(0) };
    }
    const assetIds = subjects.filter(({ kind }) => kind === 'asset').map(({ id }) => id);
    yield* series.columnsOf(batchesOf(assetIds, this.request.batchAssetsMax));
  }
}

/** In as few batches as can be, of about as many each. */
function batchesOf<T>(all: readonly T[], sizeMax: number): T[][] {
  const count = Math.ceil(all.length / sizeMax);
  const startOf = (batch: number): number => Math.floor((batch * all.length) / count);
  return Array.from({ length: count }, (_, i) => all.slice(startOf(i), startOf(i + 1)));
}
