import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import type { SubjectFigures } from '../../store/figureRows.js';
import type { IndexReader } from '../../store/indices.reader.js';
import { HistoryMemory, type HistoryColumns, type SeriesStore } from '../../store/series.store.js';
import type { FigureWorkers } from './figureWorkers.js';
import { storedFigures } from './subjectFigures.js';
import type { Subject } from './subjects.js';
import type { FigureTerms } from './terms.js';

/** Assets that are read at once: while they are computed, the next are read. */
const BATCH_ASSETS = 500;

export interface ComputeStores {
  readonly series: SeriesStore;
  readonly indices: IndexReader;
}

export interface ComputeRequest {
  readonly terms: FigureTerms;
  /** By subject, the hash of what its figures follow from. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly workers: FigureWorkers;
  readonly onSubject: ((done: number, total: number) => void) | undefined;
}

/** The figures of these subjects over every window; of those that have no history, none. */
export async function computeFigures(
  stores: ComputeStores,
  subjects: readonly Subject[],
  request: ComputeRequest,
): Promise<SubjectFigures[]> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const rows: SubjectFigures[] = [];
  let computing: Promise<void> = Promise.resolve();
  for await (const columns of batches(stores, subjects)) {
    await computing;
    const before = rows.length;
    computing = computeBatch(columns, byId, request, before, subjects.length).then((batch) => {
      rows.push(...batch);
    });
    // Should reading the next batch fail, this one's failure has been heard.
    computing.catch(() => undefined);
  }
  await computing;
  return rows;
}

/** Assets a batch at a time, then each index by itself: there are few. */
async function* batches(
  { series, indices }: ComputeStores,
  subjects: readonly Subject[],
): AsyncGenerator<HistoryColumns> {
  const assetIds = subjects.filter(({ kind }) => kind === 'asset').map(({ id }) => id);
  // While one batch is computed, the next is read into the memory of the one before.
  let [memory, other] = [new HistoryMemory(), new HistoryMemory()];
  for (let start = 0; start < assetIds.length; start += BATCH_ASSETS) {
    yield await series.loadColumns(assetIds.slice(start, start + BATCH_ASSETS), memory);
    [memory, other] = [other, memory];
  }
  for (const { kind, id, name } of subjects) {
    const values = kind === 'index' ? await indices.series(name) : null;
    if (values === null) continue;
    const { dates, adjustedClose } = values;
    const offsets = Int32Array.of(0, dates.length);
    yield { assetIds: [id], dates, adjustedClose, offsets, dateStarts: Int32Array.of(0) };
  }
}

async function computeBatch(
  { assetIds: ids, ...columns }: HistoryColumns,
  subjects: ReadonlyMap<string, Subject>,
  { terms, inputs, workers, onSubject }: ComputeRequest,
  before: number,
  total: number,
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
    (done) => onSubject?.(before + done, total),
  );
  return ids.map((id, position) =>
    storedFigures(table, position, subjects.get(id) as Subject, inputs.get(id) as string),
  );
}
