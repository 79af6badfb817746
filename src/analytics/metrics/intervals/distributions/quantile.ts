import { assert } from '../../../../domain/errors.js';

/** Halvings and Newton steps that a quantile is given: halving alone ends within 1,100. */
const STEPS_MAX = 1_200;

/** A continuous distribution on an interval: what a quantile is sought in. */
export interface Distribution {
  readonly cumulative: (x: number) => number;
  readonly density: (x: number) => number;
  readonly low: number;
  readonly high: number;
  /** Where to begin, between the ends. */
  readonly start: number;
}

/**
 * The x at which the cumulative probability is p: Newton's steps, and halves of the bracket where
 * one would leave it. Ends when the bracket or the step is down to rounding.
 *
 * @param p above 0 and below 1
 */
export function quantileOf(distribution: Distribution, p: number): number {
  assert(p > 0 && p < 1, 'a probability lies between 0 and 1');
  let { low, high, start: x } = distribution;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const excess = distribution.cumulative(x) - p;
    if (excess === 0) return x;
    if (excess < 0) low = x;
    else high = x;
    const newton = x - excess / distribution.density(x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= Number.EPSILON * Math.abs(next) || next === low || next === high) {
      return next;
    }
    x = next;
  }
  return x;
}
