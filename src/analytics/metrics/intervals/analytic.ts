import type { Convention } from '../conventions/variant.js';
import type { Figure } from '../figure.js';
import { computationOf, metricOf, type MetricId } from '../registry.js';
import type { Sample } from '../sample.js';
import { ANALYTIC_INTERVALS } from './catalogue.js';
import type { AnalyticInterval, Interval } from './interval.js';

/** The closed form of a metric's interval under a convention; undefined where there is none. */
export function analyticIntervalOf(
  id: MetricId,
  convention: Convention,
): AnalyticInterval | undefined {
  return computationOf(id, convention) === metricOf(id) ? ANALYTIC_INTERVALS.get(id) : undefined;
}

/** The interval of a figure in closed form; null where it has no value, or no closed form. */
export function analyticInterval(
  { sample, convention }: { readonly sample: Sample; readonly convention: Convention },
  id: MetricId,
  { value }: Pick<Figure, 'value'>,
  confidence: number,
): Interval | null {
  const interval = analyticIntervalOf(id, convention);
  if (value === null || interval === undefined) return null;
  const { low, high } = interval.compute(sample, value, confidence) ?? { low: null, high: null };
  const finite = (end: number | null): number | null =>
    end === null || !Number.isFinite(end) ? null : end;
  return { low: finite(low), high: finite(high) };
}
