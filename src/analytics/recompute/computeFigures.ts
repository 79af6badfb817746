import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import type { SubjectFigures } from '../../store/figureRows.js';
import type { IndexReader } from '../../store/indices.reader.js';
import type { SeriesStore } from '../../store/series.store.js';
import type { HistoryColumns } from '../../store/seriesColumns.js';
import type { SqlSession } from '../../store/session.js';
import type { FigureWorkers } from './figureWorkers.js';
import { storedFigures } from './subjectFigures.js';
import type { Subject } from './subjects.js';
import type { FigureTerms } from './terms.js';

/** Assets that are read at once: while they are computed, others are stored and read. */
export const BATCH_ASSETS_MAX = 125;

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
   * Computes once, a batch at a time: while one is computed, whoever takes the batches has the one
   * before, and the next is read.
   *
   * @param session as `readBatches` takes it
   */
  async *batches(session?: SqlSession): AsyncGenerator<readonly SubjectFigures[]> {
    let computing: Promise<SubjectFigures[]> | null = null;
    let begun = 0;
    for await (const columns of this.#histories(session)) {
      const rows: SubjectFigures[] | null = await computing;
      computing = computeBatch(columns, this.#subjects, this.request, begun);
      begun += columns.assetIds.length;
      // Should reading the next batch fail, this one's failure has been heard.
      computing.catch(() => undefined);
      if (rows !== null) yield this.#told(rows);
    }
    if (computing !== null) yield this.#told(await computing);
  }

  /** Indices by themselves: there are few. Then assets a batch at a time. */
  async *#histories(session: SqlSession | undefined): AsyncGenerator<HistoryColumns> {
    const { series, indices } = this.stores;
    const subjects = [...this.#subjects.values()];
    for (const { kind, id, name } of subjects) {
      const values = kind === 'index' ? await indices.series(name, session) : null;
      if (values === null) continue;
      const { dates, adjustedClose } = values;
      const offsets = Int32Array.of(0, dates.length);
      yield { assetIds: [id], dates, adjustedClose, offsets, dateStarts: Int32Array.of(0) };
    }
    const assetIds = subjects.filter(({ kind }) => kind === 'asset').map(({ id }) => id);
    yield* series.columnsOf(batchesOf(assetIds, this.request.batchAssetsMax), session);
  }

  #told(rows: SubjectFigures[]): SubjectFigures[] {
    this.#computed += rows.length;
    return rows;
  }
}

/** In as few batches as can be, of about as many each. */
function batchesOf<T>(all: readonly T[], sizeMax: number): T[][] {
  const count = Math.ceil(all.length / sizeMax);
  const startOf = (batch: number): number => Math.floor((batch * all.length) / count);
  return Array.from({ length: count }, (_, i) => all.slice(startOf(i), startOf(i + 1)));
}

async function computeBatch(
  { assetIds: ids, ...columns }: HistoryColumns,
  subjects: ReadonlyMap<string, Subject>,
  { terms, inputs, workers, onSubject }: ComputeRequest,
  before: number,
): Promise<SubjectFigures[]> {
  const { benchmark, riskFree } = terms;
  const benchmarkIndex = benchmark.id === null ? -1 : ids.indexOf(benchmark.id);
  const table = await workers.compute(
    {
      ...columns,
      benchmark: benchmark.series,
      benchmarkIndex: benchmarkIndex === -1 ? null : benchmarkIndex,
      riskFree,
      metrics: RISK_METRIC_FIELDS,
    },
    (done) => onSubject?.(before + done, subjects.size),
  );
  return ids.map((id, position) =>
    storedFigures(table, position, subjects.get(id) as Subject, inputs.get(id) as string),
  );
}
