import { setImmediate } from 'node:timers/promises';
import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import type { Figure } from '../../analytics/metrics/figure.js';
import {
  analyticInterval,
  analyticIntervalOf,
} from '../../analytics/metrics/intervals/analytic.js';
import { Bootstrap, resamplesFor } from '../../analytics/metrics/intervals/bootstrap/bootstrap.js';
import type { Interval } from '../../analytics/metrics/intervals/interval.js';
import type { MetricId } from '../../analytics/metrics/registry.js';
import type { Sample } from '../../analytics/metrics/sample.js';
import type { IntervalChoice } from './interval.query.js';

/** An interval and how it was found. */
export interface ToldInterval extends Interval {
  /** Null where there is none. */
  readonly method: string | null;
}

/** How the intervals of an answer were found. */
export interface IntervalTelling {
  readonly kind: IntervalChoice['kind'];
  readonly confidence: number | null;
  readonly seed: number | null;
  readonly resamples: number | null;
  /** Mean returns in a block of the bootstrap. */
  readonly blockLength: number | null;
}

/** The intervals of an answer, by metric, and how they were found. */
export interface Intervals {
  readonly telling: IntervalTelling;
  readonly byMetric: ReadonlyMap<MetricId, ToldInterval>;
}

export const NO_INTERVAL: ToldInterval = { low: null, high: null, method: null };

interface IntervalScope {
  /** Null where no history had enough. */
  readonly sample: Sample | null;
  readonly convention: Convention;
  readonly figures: ReadonlyMap<MetricId, Figure>;
}

/** The intervals of figures. @throws HighwaterError BOOTSTRAP_TOO_COSTLY */
export async function intervalsOf(
  choice: IntervalChoice,
  { sample, convention, figures }: IntervalScope,
): Promise<Intervals> {
  const telling = tellingOf(choice);
  if (choice.kind === 'none' || sample === null) return { telling, byMetric: new Map() };
  const valued = [...figures].filter(([, { value }]) => value !== null);
  if (choice.kind === 'bootstrap') {
    return bootstrapped(choice, { sample, convention, ids: valued.map(([id]) => id) });
  }
  const byMetric = new Map<MetricId, ToldInterval>();
  for (const [id, figure] of valued) {
    const interval = analyticInterval({ sample, convention }, id, figure, choice.confidence);
    const method = analyticIntervalOf(id, convention)?.method ?? null;
    if (interval !== null) byMetric.set(id, { ...interval, method });
  }
  return { telling, byMetric };
}

async function bootstrapped(
  choice: Extract<IntervalChoice, { kind: 'bootstrap' }>,
  scope: { sample: Sample; convention: Convention; ids: readonly MetricId[] },
): Promise<Intervals> {
  const n = scope.sample.returns.values.length;
  const resamples = choice.resamples ?? resamplesFor(n, scope.ids.length);
  const bootstrap = new Bootstrap({ ...choice, ...scope, resamples });
  // Other requests have their turn between any two.
  while (bootstrap.advance(1)) await setImmediate();
  const byMetric = new Map<MetricId, ToldInterval>();
  for (const id of scope.ids) {
    const interval = bootstrap.interval(id);
    const isFound = interval.low !== null;
    byMetric.set(id, { ...interval, method: isFound ? 'stationary bootstrap' : null });
  }
  const { blockLength } = bootstrap;
  return { telling: { ...tellingOf(choice), resamples, blockLength }, byMetric };
}

function tellingOf(choice: IntervalChoice): IntervalTelling {
  const isDrawn = choice.kind === 'bootstrap';
  return {
    kind: choice.kind,
    confidence: choice.kind === 'none' ? null : choice.confidence,
    seed: isDrawn ? choice.seed : null,
    resamples: isDrawn ? choice.resamples : null,
    blockLength: null,
  };
}
