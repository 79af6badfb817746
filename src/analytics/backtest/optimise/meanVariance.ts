import type { Optimum } from './optimum.js';
import { SLOPE_TOLERANCE, filledInOrder, QuadraticProgrammes } from './quadraticProgramme.js';
import { dot, largestVariance, type SquareMatrix } from './squareMatrix.js';

/** Programmes that the search for the highest ratio solves, at most. */
export const PROGRAMMES_MAX = 200;
/** How near the search comes to the root, relative: to where variance and q · mean meet. */
const ROOT_TOLERANCE = 1e-12;
/** A mix without variance counts as having this much, relative to the largest variance. */
const VARIANCE_MIN = 1e-9;

/**
 * The weights of least variance, each from 0 to `weightMax`, that sum to 1.
 * Source: Markowitz, Journal of Finance 7 (1952), 77-91.
 *
 * @returns the residual is {@link QuadraticProgrammes.slopeGap}
 * @throws HighwaterError WEIGHT_LIMIT_TOO_LOW
 */
export function minimumVariance(covariance: SquareMatrix, weightMax: number): Optimum {
  const nothing = new Float64Array(covariance.size);
  const programmes = new QuadraticProgrammes(covariance, nothing, weightMax);
  const { weights, iterations } = programmes.solve(0);
  return optimumOf(programmes, 0, weights, iterations);
}

/**
 * The weights of the highest ratio of mean excess return to deviation, each from 0 to `weightMax`,
 * that sum to 1. They lie on the efficient frontier, the solutions of ½ w'Σw − q m'w for growing
 * appetites q, where q is variance / mean. The gap q · mean − variance is piecewise linear in q,
 * convex, and has one root with a mean above 0: Newton's method finds it from above in a few steps.
 * A bracket holds it where rounding would lead it astray.
 * Sources: Sharpe, Journal of Business 39 (1966), 119-138; Tobin, Review of Economic Studies 25
 * (1958), 65-86.
 *
 * @param means of excess returns, per period as the covariance
 * @returns the residual is the slope gap of the programme at q = variance / mean; null where no
 *   mix has a mean above 0
 * @throws HighwaterError WEIGHT_LIMIT_TOO_LOW
 */
export function maximumSharpe(
  covariance: SquareMatrix,
  means: Float64Array,
  weightMax: number,
): Optimum | null {
  const programmes = new QuadraticProgrammes(covariance, means, weightMax);
  const byMean = [...means.keys()].sort((a, b) => (means[b] as number) - (means[a] as number));
  const richest = filledInOrder(byMean, weightMax);
  const mean = dot(richest, means);
  if (!(mean > 0)) return null;
  const at = (appetite: number, start: Float64Array): FrontierPoint =>
    frontierPoint(programmes, means, appetite, start);
  // For the best mix has no higher mean, and no more variance for it.
  const variance = Math.max(programmes.variance(richest), leastVariance(covariance));
  let low = 0;
  let high = at(variance / mean, richest);
  let newest = high;
  let solved = 1;
  while (solved < PROGRAMMES_MAX && high.appetite - low > ROOT_TOLERANCE * high.appetite) {
    const step = newest.appetite - newest.gap / newest.slope;
    const isWithin = step > low && step < high.appetite;
    const appetite = isWithin ? step : (low + high.appetite) / 2;
    newest = at(appetite, newest.weights);
    solved += 1;
    const isRoot = Math.abs(newest.gap) <= ROOT_TOLERANCE * newest.variance;
    if (isRoot || newest.gap > 0) high = newest;
    else low = appetite;
    if (isRoot) break;
  }
  return optimumOf(programmes, high.variance / high.mean, high.weights, solved);
}

function optimumOf(
  programmes: QuadraticProgrammes,
  appetite: number,
  weights: Float64Array,
  iterations: number,
): Optimum {
  const residual = programmes.slopeGap(appetite, weights);
  return { weights, residual, iterations, hasConverged: residual <= SLOPE_TOLERANCE };
}

interface FrontierPoint {
  readonly appetite: number;
  readonly weights: Float64Array;
  readonly mean: number;
  readonly variance: number;
  /** appetite · mean − variance: below 0 before the highest ratio, above 0 after it. */
  readonly gap: number;
  /** What the gap gains per appetite while the same weights are free. */
  readonly slope: number;
}

function frontierPoint(
  programmes: QuadraticProgrammes,
  means: Float64Array,
  appetite: number,
  start: Float64Array,
): FrontierPoint {
  const { weights } = programmes.solve(appetite, start);
  const mean = dot(weights, means);
  const variance = programmes.variance(weights);
  // On a piece of the frontier mean = a + b q, and the gap is a q less what does not depend on q.
  const slope = mean - appetite * programmes.rewardPerAppetite();
  return { appetite, weights, mean, variance, gap: appetite * mean - variance, slope };
}

function leastVariance(covariance: SquareMatrix): number {
  const scale = largestVariance(covariance);
  return VARIANCE_MIN * (scale === 0 ? 1 : scale);
}
