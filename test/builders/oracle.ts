import type { Decimal } from 'decimal.js';
import { figure, type MissingReason } from '../../src/analytics/metrics/figure.js';
import { outcomeOf, type MetricDefinition } from '../../src/analytics/metrics/metric.js';
import type { Sample } from '../../src/analytics/metrics/sample.js';
import { relativeError } from './exact.js';
import { BENCHMARK_LOADS, shapedCases, type ShapedCase } from './shapes.js';

/** What an oracle makes of a metric: its exact value, or why there is none. */
export type Expected = Decimal | MissingReason;

/** Every shape of returns once, for metrics that look at no benchmark. */
export function shapes(): ShapedCase[] {
  return shapedCases().filter(({ load }) => load === BENCHMARK_LOADS[0]);
}

/**
 * How far figures are from what an oracle makes of them: by id, only those that are not within
 * `allowed`, relative, or that are missing for another reason.
 */
export function misses(
  sample: Sample,
  metrics: readonly MetricDefinition[],
  expected: Readonly<Record<string, Expected>>,
  allowed = 1e-12,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const metric of metrics) {
    const exact = expected[metric.id];
    if (exact === undefined) continue;
    const { value, reason } = figure(outcomeOf(sample, metric), 0);
    if (typeof exact === 'string') {
      if (reason !== exact) found[metric.id] = `${String(reason ?? value)}, not ${exact}`;
      continue;
    }
    const error = reason ?? relativeError(value, exact, allowed);
    if (error !== 'within') found[metric.id] = error;
  }
  return found;
}
