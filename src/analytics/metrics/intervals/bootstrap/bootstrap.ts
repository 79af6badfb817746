import { HighwaterError } from '../../../../domain/errors.js';
import type { Convention } from '../../conventions/variant.js';
import { outcomeOf } from '../../metric.js';
import { computationOf, type MetricId } from '../../registry.js';
import type { Sample } from '../../sample.js';
import type { Interval } from '../interval.js';
import { Resampler } from './resampler.js';

export const RESAMPLES_DEFAULT = 1_000;
export const RESAMPLES_MIN = 100;
export const RESAMPLES_MAX = 10_000;
/** Resamples × returns × metrics that one request may cost. */
export const BOOTSTRAP_COST_MAX = 20_000_000;
/** Below this share of resamples in which a metric has a value, it is given no interval. */
export const VALUED_SHARE_MIN = 0.95;
/** Returns that blocks can be drawn of. */
const OBSERVATIONS_MIN = 10;

/**
 * How many resamples are drawn where nobody says: the default, or as many as the cost limit
 * allows.
 *
 * @param n returns of the sample
 */
export function resamplesFor(n: number, metrics: number): number {
  const affordable = Math.floor(BOOTSTRAP_COST_MAX / Math.max(1, n * metrics));
  return Math.max(RESAMPLES_MIN, Math.min(RESAMPLES_DEFAULT, affordable));
}

export interface BootstrapRequest {
  readonly sample: Sample;
  readonly ids: readonly MetricId[];
  readonly convention: Convention;
  readonly resamples: number;
  readonly confidence: number;
  /** A whole number from 0 to 2^32 − 1: the same one gives the same intervals. */
  readonly seed: number;
}

/**
 * Percentile intervals by the stationary block bootstrap. Work is done by `advance`, a few
 * resamples at a time, so that a server can do other work in between.
 */
export class Bootstrap {
  readonly #resampler: Resampler | null;
  readonly #values: ReadonlyMap<MetricId, Float64Array>;
  readonly #counts = new Map<MetricId, number>();
  #done = 0;

  /** @throws HighwaterError BOOTSTRAP_TOO_COSTLY */
  constructor(private readonly request: BootstrapRequest) {
    const { sample, ids, convention, resamples, seed } = request;
    const n = sample.returns.values.length;
    requireAffordable(resamples, n, ids.length);
    const needsBenchmark = ids.some(
      (id) => computationOf(id, convention)?.needs.includes('benchmark') ?? false,
    );
    this.#resampler = n < OBSERVATIONS_MIN ? null : new Resampler(sample, { seed, needsBenchmark });
    this.#values = new Map(ids.map((id) => [id, new Float64Array(resamples)]));
  }

  /** Mean periods in a block; null where there are too few returns to draw of. */
  get blockLength(): number | null {
    return this.#resampler?.blockLength ?? null;
  }

  /** Draws up to `count` more resamples. @returns whether there are any left to draw */
  advance(count: number): boolean {
    const resampler = this.#resampler;
    if (resampler === null) return false;
    const end = Math.min(this.request.resamples, this.#done + count);
    for (; this.#done < end; this.#done += 1) this.#evaluate(resampler.draw());
    return this.#done < this.request.resamples;
  }

  #evaluate(sample: Sample): void {
    const { ids, convention } = this.request;
    for (const id of ids) {
      const metric = computationOf(id, convention);
      const outcome = metric === undefined ? 'not-in-convention' : outcomeOf(sample, metric);
      if (typeof outcome !== 'number' || !Number.isFinite(outcome)) continue;
      const count = this.#counts.get(id) ?? 0;
      (this.#values.get(id) as Float64Array)[count] = outcome;
      this.#counts.set(id, count + 1);
    }
  }

  /** The interval of a metric; both ends null where too few resamples have a value. */
  interval(id: MetricId): Interval {
    const { resamples, confidence } = this.request;
    const count = this.#counts.get(id) ?? 0;
    const values = this.#values.get(id);
    if (values === undefined || count < resamples * VALUED_SHARE_MIN) {
      return { low: null, high: null };
    }
    const sorted = values.slice(0, count).sort();
    const tail = (1 - confidence) / 2;
    return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
  }
}

/** Type 7 of Hyndman and Fan. */
function quantile(sorted: Float64Array, p: number): number {
  const rank = (sorted.length - 1) * p;
  const below = Math.floor(rank);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (rank - below) * (high - low);
}

function requireAffordable(resamples: number, n: number, metrics: number): void {
  const cost = resamples * n * metrics;
  if (cost <= BOOTSTRAP_COST_MAX) return;
  throw new HighwaterError(
    'BOOTSTRAP_TOO_COSTLY',
    'usage',
    `${resamples} resamples of ${n} returns for ${metrics} metrics are ${cost} steps, more than ` +
      `${BOOTSTRAP_COST_MAX}: name fewer metrics, a shorter window, or fewer resamples.`,
    { cost, costMax: BOOTSTRAP_COST_MAX },
  );
}
