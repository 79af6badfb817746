import type { Outcome } from './figure.js';
import type { Kernel, Sample } from './sample.js';

export const UNITS = [
  'fraction',
  'fraction per year',
  'fraction squared',
  'ratio',
  'probability',
  'days',
  'periods',
  'count',
] as const;
/** `days` are calendar days; `periods` are returns of the sample's basis. */
export type Unit = (typeof UNITS)[number];
export type Need = 'benchmark' | 'riskFree';

/** What a reader is told of a metric: everything but the code. Plain JSON. */
export interface MetricDescription<Id extends string = string> {
  /** The field's name in the API. */
  readonly id: Id;
  readonly name: string;
  readonly unit: Unit;
  /** The formula in plain text. P is the number of periods a year: 252, 52 or 12. */
  readonly formula: string;
  readonly latex: string;
  /** Which of the field's definitions it is. */
  readonly convention: string;
  /** What its sign means. */
  readonly sign: string;
  /** Returns that it takes at least; with fewer it is missing: `too-few-observations`. */
  readonly minimumSample: number;
  /** Where the formula comes from. */
  readonly source: string;
  readonly needs: readonly Need[];
}

/** A metric: its description and the one place where its formula stands. */
export interface MetricDefinition<Id extends string = string> extends MetricDescription<Id> {
  /** Called only on samples of at least `minimumSample` returns and with what it `needs`. */
  readonly compute: Kernel<Outcome>;
}

/** Returns a definition as it is, its id kept as a literal type. */
export function defineMetric<const Id extends string>(
  definition: MetricDefinition<Id>,
): MetricDefinition<Id> {
  return definition;
}

/** What computing takes of a definition. */
export type MetricComputation = Pick<MetricDefinition, 'compute' | 'minimumSample' | 'needs'>;

/**
 * What a metric comes to on a sample, its gates applied. Metrics that build on others ask here.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when the sample holds a value that is not finite
 */
export function outcomeOf(sample: Sample, metric: MetricComputation): Outcome {
  const { needs } = metric;
  let n = sample.returns.values.length;
  // Most need nothing: not looking spares every figure two searches.
  if (needs.length > 0) {
    if (needs.includes('benchmark')) {
      if (typeof sample.benchmark === 'string') return sample.benchmark;
      n = sample.pairLength;
    }
    if (typeof sample.riskFree === 'string' && needs.includes('riskFree')) return sample.riskFree;
  }
  return n < metric.minimumSample ? 'too-few-observations' : sample.of(metric.compute);
}
