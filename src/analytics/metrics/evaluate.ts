import type { Convention } from './conventions/variant.js';
import { figure, type Figure, type MissingReason } from './figure.js';
import { outcomeOf, sampleSize } from './metric.js';
import { METRIC_IDS, computationOf, type MetricId } from './registry.js';
import type { Sample } from './sample.js';

/**
 * Figures of a sample, each intermediate computed once.
 *
 * @param ids all metrics unless given
 * @param convention whose definitions; a metric that the library has not is missing:
 *   `not-in-convention`
 * @throws HighwaterError INTERNAL_ASSERTION when a return or price of the sample is not finite
 */
export function evaluate<Id extends MetricId = MetricId>(
  sample: Sample,
  ids: readonly Id[] = METRIC_IDS as readonly Id[],
  convention: Convention = 'highwater',
): Record<Id, Figure> {
  const figures: Partial<Record<Id, Figure>> = {};
  for (const id of ids) {
    const metric = computationOf(id, convention);
    figures[id] =
      metric === undefined
        ? figure('not-in-convention', sample.returns.values.length)
        : figure(outcomeOf(sample, metric), sampleSize(sample, metric));
  }
  return figures as Record<Id, Figure>;
}

/** The figures of a window that has no sample: each is missing for the same reason. */
export function missingFigures<Id extends MetricId = MetricId>(
  reason: MissingReason,
  ids: readonly Id[] = METRIC_IDS as readonly Id[],
): Record<Id, Figure> {
  const none = figure(reason, 0);
  return Object.fromEntries(ids.map((id) => [id, none])) as Record<Id, Figure>;
}
