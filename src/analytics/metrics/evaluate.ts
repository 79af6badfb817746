import type { Convention } from './conventions/variant.js';
import {
  MISSING_REASONS,
  figure,
  type Figure,
  type MissingReason,
  type Outcome,
} from './figure.js';
import { outcomeOf, type MetricComputation } from './metric.js';
import { METRIC_IDS, computationOf, type MetricId } from './registry.js';
import type { Sample } from './sample.js';

/** Metrics looked up once, for many samples. */
export interface Plan<Id extends MetricId = MetricId> {
  readonly ids: readonly Id[];
  /** One per id; undefined where the convention has no such metric. */
  readonly computations: readonly (MetricComputation | undefined)[];
  /** Which of them rest on the returns shared with the benchmark. */
  readonly areShared: readonly boolean[];
}

/**
 * @param ids all metrics unless given
 * @param convention whose definitions; a metric that the library has not is missing:
 *   `not-in-convention`
 */
export function planOf<Id extends MetricId = MetricId>(
  ids: readonly Id[] = METRIC_IDS as readonly Id[],
  convention: Convention = 'highwater',
): Plan<Id> {
  const computations = ids.map((id) => computationOf(id, convention));
  const areShared = computations.map((metric) => metric?.needs.includes('benchmark') === true);
  return { ids, computations, areShared };
}

/**
 * Figures of a sample, each intermediate computed once.
 *
 * @param ids as {@link planOf}
 * @param convention as {@link planOf}
 * @throws HighwaterError INTERNAL_ASSERTION when a return or price of the sample is not finite
 */
export function evaluate<Id extends MetricId = MetricId>(
  sample: Sample,
  ids?: readonly Id[],
  convention?: Convention,
): Record<Id, Figure> {
  const plan = planOf(ids, convention);
  const n = sample.returns.values.length;
  const figures: Partial<Record<Id, Figure>> = {};
  plan.ids.forEach((id, i) => {
    const outcome = outcomeUnder(sample, plan.computations[i]);
    figures[id] = figure(outcome, plan.areShared[i] === true ? sample.pairLength : n);
  });
  return figures as Record<Id, Figure>;
}

const outcomeUnder = (sample: Sample, metric: MetricComputation | undefined): Outcome =>
  metric === undefined ? 'not-in-convention' : outcomeOf(sample, metric);

/** The figures of a window that has no sample: each is missing for the same reason. */
export function missingFigures<Id extends MetricId = MetricId>(
  reason: MissingReason,
  ids: readonly Id[] = METRIC_IDS as readonly Id[],
): Record<Id, Figure> {
  const none = figure(reason, 0);
  return Object.fromEntries(ids.map((id) => [id, none])) as Record<Id, Figure>;
}

/** Figures without an object for each: columns of one length, for runs over many samples. */
export interface FigureColumns {
  /** NaN where a figure is missing. */
  readonly values: Float64Array;
  /** Why: 0 where there is a value, else one more than the place in `MISSING_REASONS`. */
  readonly reasons: Uint8Array;
  /** The returns that each figure rests on. */
  readonly sizes: Int32Array;
}

const CODES: ReadonlyMap<MissingReason, number> = new Map(
  MISSING_REASONS.map((reason, i) => [reason, i + 1]),
);

/** The reason behind a code of {@link FigureColumns}; null for 0. */
export function reasonOf(code: number): MissingReason | null {
  return code === 0 ? null : (MISSING_REASONS[code - 1] as MissingReason);
}

/**
 * The figures of {@link evaluate}, to the bit, written into columns from `offset` on: one place
 * per metric of the plan. `null` is a window that has no sample: `insufficient-history`.
 *
 * @throws HighwaterError as {@link evaluate}
 */
export function evaluateInto(
  sample: Sample | null,
  { computations, areShared }: Plan,
  into: FigureColumns,
  offset: number,
): void {
  const length = computations.length;
  if (sample === null) {
    into.values.fill(NaN, offset, offset + length);
    into.reasons.fill(codeOf('insufficient-history'), offset, offset + length);
    into.sizes.fill(0, offset, offset + length);
    return;
  }
  const { values, reasons, sizes } = into;
  const n = sample.returns.values.length;
  const { pairLength } = sample;
  for (let i = 0; i < length; i += 1) {
    const outcome = outcomeUnder(sample, computations[i]);
    const isValue = typeof outcome === 'number' && Number.isFinite(outcome);
    values[offset + i] = isValue ? outcome : NaN;
    reasons[offset + i] = isValue ? 0 : codeOf(outcome);
    sizes[offset + i] = areShared[i] === true ? pairLength : n;
  }
}

/** A number that no double can hold is `out-of-range`. */
const codeOf = (outcome: Outcome): number =>
  CODES.get(typeof outcome === 'number' ? 'out-of-range' : outcome) as number;
