import type { Xoshiro128 } from '../../metrics/intervals/bootstrap/xoshiro.js';
import type { ReturnSource } from './returnSource.js';

/** Of simple returns, per period. */
export interface PeriodMoments {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Points drawn in a square until one lies in the circle: one in five does not. */
const DRAWS_MAX = 1_000;

/** A point in the unit disc, uniform, but for its centre: what both variates are made of. */
function pointInDisc(generator: Xoshiro128): { readonly x: number; readonly square: number } {
  let [x, square] = [0, 0];
  for (let draw = 0; draw < DRAWS_MAX && !(square > 0 && square < 1); draw += 1) {
    x = 2 * generator.fraction() - 1;
    square = x * x + (2 * generator.fraction() - 1) ** 2;
  }
  return { x, square };
}

/** A standard normal number (Marsaglia and Bray, SIAM Review 6, 1964: the polar method). */
export function normalVariate(generator: Xoshiro128): number {
  const { x, square } = pointInDisc(generator);
  return x * Math.sqrt((-2 * Math.log(square)) / square);
}

/**
 * A number of Student's t with these degrees of freedom (Bailey, Mathematics of Computation 62,
 * 1994: the polar method for t).
 */
export function studentVariate(generator: Xoshiro128, degrees: number): number {
  const { x, square } = pointInDisc(generator);
  const factor = Math.expm1((-2 / degrees) * Math.log(square));
  return x * Math.sqrt((degrees * factor) / square);
}

/** Independent returns of a distribution, none below −1: one that would be loses everything. */
class IndependentReturns implements ReturnSource {
  constructor(private readonly next: () => number) {}

  draw(returns: Float64Array): void {
    for (let i = 0; i < returns.length; i += 1) {
      const value = this.next();
      returns[i] = value < -1 ? -1 : value;
    }
  }

  costOf(periods: number): number {
    return periods;
  }
}

/** Simple returns that are normal. */
export function normalReturns(
  { mean, standardDeviation }: PeriodMoments,
  generator: Xoshiro128,
): ReturnSource {
  return new IndependentReturns(() => mean + standardDeviation * normalVariate(generator));
}

/** Simple returns of Student's t, moved and scaled to this mean and deviation. */
export function studentReturns(
  { mean, standardDeviation }: PeriodMoments,
  degrees: number,
  generator: Xoshiro128,
): ReturnSource {
  // The variance of t is ν / (ν − 2).
  const scale = standardDeviation * Math.sqrt((degrees - 2) / degrees);
  return new IndependentReturns(() => mean + scale * studentVariate(generator, degrees));
}

/** What the logarithm of a period's growth is like when growth is lognormal. */
export function logMoments({ mean, standardDeviation }: PeriodMoments): PeriodMoments {
  const variance = Math.log1p((standardDeviation / (1 + mean)) ** 2);
  return { mean: Math.log1p(mean) - variance / 2, standardDeviation: Math.sqrt(variance) };
}

/**
 * Growth that is lognormal, of simple returns with this mean and deviation.
 *
 * @param moments the mean above −1
 */
export function lognormalReturns(moments: PeriodMoments, generator: Xoshiro128): ReturnSource {
  const { mean, standardDeviation } = logMoments(moments);
  return new IndependentReturns(() =>
    Math.expm1(mean + standardDeviation * normalVariate(generator)),
  );
}
