import { HighwaterError } from '../../../domain/errors.js';
import { inMemory } from '../../simd/memory.js';
import { evaluateInto, planOf, type FigureColumns } from '../evaluate.js';
import { metricOf, type MetricId } from '../registry.js';
import type { Sample } from '../sample.js';
import { FAST_METRICS, type FastMetricId } from './fastMetrics.js';
import { RollingWindows, isAligned } from './windows.js';

/** Returns that windows computed one by one may hold together: about a second of work. */
export const ROLLING_COST_MAX = 20_000_000;

/** A whole history, and any part of it as a sample of its own. */
export interface RollingRequest {
  readonly whole: Sample;
  /** The sample from one price to another: indices into the prices of `whole`. */
  readonly windowOf: (baseIndex: number, endIndex: number) => Sample;
  /** Returns in a window: at least 2. */
  readonly lookback: number;
  /**
   * Where figures go, by id, one place per return: for runs over many assets. New memory unless
   * given.
   */
  readonly into?: Readonly<Partial<Record<MetricId, Float64Array>>>;
}

export interface RollingFigures {
  /**
   * One per return of the whole: the figure of the `lookback` returns that end with it; NaN before
   * the first whole window and where a window has no such figure.
   */
  readonly values: Float64Array;
}

/** The metrics that roll at a cost that does not grow with the lookback. */
export const FAST_METRIC_IDS = Object.keys(FAST_METRICS) as readonly FastMetricId[];

/** Whether a metric rolls at a cost that does not grow with the lookback. */
export function isFastMetric(id: string): id is FastMetricId {
  return Object.hasOwn(FAST_METRICS, id);
}

/**
 * Figures of every window of one length. Fast ones come from sliding sums and agree with the
 * metric's definition to 1e-9 relative (maxDrawdown and totalReturn to 1e-14; beta, alpha,
 * correlation and ratios near 0 to 1e-9 of their scale). All others, and benchmark metrics where
 * the benchmark lacks a period, are evaluated window by window through the registry.
 *
 * @throws HighwaterError BAD_LOOKBACK when it is not a whole number of at least 2;
 *   ROLLING_TOO_COSTLY when windows × lookback exceeds {@link ROLLING_COST_MAX};
 *   INTERNAL_ASSERTION when a return or price is not finite
 */
export function rolling<Id extends MetricId>(
  request: RollingRequest,
  ids: readonly Id[],
): Record<Id, RollingFigures> {
  const { whole, lookback, into = {} } = request;
  requireLookback(lookback);
  const length = whole.returns.values.length;
  const columns = new Map(ids.map((id) => [id, into[id] ?? new Float64Array(length)]));
  for (const column of columns.values()) column.fill(NaN, 0, Math.min(length, lookback - 1));
  if (lookback <= length) {
    const others = ids.filter((id) => !isFast(id, whole));
    if (others.length > 0) requireAffordable(length - lookback + 1, lookback, others);
    const fast = ids.filter((id) => isFast(id, whole));
    const withBenchmark = fast.some((id) => metricOf(id).needs.includes('benchmark'));
    inMemory(() => {
      const windows = new RollingWindows(whole, lookback, withBenchmark);
      for (const id of fast) fillFast(id, windows, columnOf(columns, id));
    });
    if (others.length > 0) evaluateWindows(request, others, columns);
  }
  return Object.fromEntries(ids.map((id) => [id, { values: columnOf(columns, id) }])) as Record<
    Id,
    RollingFigures
  >;
}

const columnOf = <Id>(columns: ReadonlyMap<Id, Float64Array>, id: Id): Float64Array =>
  columns.get(id) as Float64Array;

/** Whether sliding sums can give the metric on this sample. */
function isFast(id: MetricId, sample: Sample): boolean {
  if (!isFastMetric(id)) return false;
  const { needs } = metricOf(id);
  if (needs.includes('riskFree') && typeof sample.riskFree === 'string') return false;
  return !needs.includes('benchmark') || isAligned(sample);
}

function fillFast(id: MetricId, windows: RollingWindows, figures: Float64Array): void {
  if (windows.lookback < metricOf(id).minimumSample) figures.fill(NaN);
  else FAST_METRICS[id as FastMetricId](windows, figures);
}

/** Each window as a sample of its own, each metric through the registry. */
function evaluateWindows<Id extends MetricId>(
  { whole, windowOf, lookback }: RollingRequest,
  ids: readonly Id[],
  columns: ReadonlyMap<Id, Float64Array>,
): void {
  const plan = planOf(ids);
  const row: FigureColumns = {
    values: new Float64Array(ids.length),
    reasons: new Uint8Array(ids.length),
    sizes: new Int32Array(ids.length),
  };
  const figures = ids.map((id) => columnOf(columns, id));
  for (let last = lookback - 1; last < whole.returns.values.length; last += 1) {
    evaluateInto(windowOf(last + 1 - lookback, last + 1), plan, row, 0);
    figures.forEach((column, i) => (column[last] = row.values[i] as number));
  }
}

function requireLookback(lookback: number): void {
  if (Number.isInteger(lookback) && lookback >= 2) return;
  throw new HighwaterError(
    'BAD_LOOKBACK',
    'usage',
    `A lookback of ${lookback} cannot be: give a whole number of returns from 2 on, e.g. 252.`,
    { lookback },
  );
}

function requireAffordable(count: number, lookback: number, ids: readonly MetricId[]): void {
  if (count * lookback <= ROLLING_COST_MAX) return;
  throw new HighwaterError(
    'ROLLING_TOO_COSTLY',
    'usage',
    `${ids.join(', ')} over ${count} windows of ${lookback} returns would take too long: ask for ` +
      `fewer days, or for one of ${FAST_METRIC_IDS.join(', ')}.`,
    { windows: count, lookback },
  );
}
