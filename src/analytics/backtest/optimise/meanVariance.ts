import type { Optimum } from './optimum.js';
import { SLOPE_TOLERANCE, filledInOrder, QuadraticProgrammes } from './quadraticProgramme.js';
import { dot, largestVariance, times, type SquareMatrix } from './squareMatrix.js';

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
  const programmes = new QuadraticProgrammes(covariance, weightMax);
  const reward = new Float64Array(covariance.size);
  const { weights, iterations } = programmes.solve(reward);
  return optimumOf(programmes, reward, weights, iterations);
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
  const programmes = new QuadraticProgrammes(covariance, weightMax);
  const byMean = [...means.keys()].sort((a, b) => (means[b] as number) - (means[a] as number));
  const richest = filledInOrder(byMean, weightMax);
  const mean = dot(richest, means);
  if (!(mean > 0)) return null;
  const frontier = { programmes, covariance, means };
  let low = 0;
  let high = frontierPoint(frontier, appetiteMax(covariance, richest, mean), richest);
  let newest = high;
  let solved = 1;
  while (solved < PROGRAMMES_MAX && high.appetite - low > ROOT_TOLERANCE * high.appetite) {
    const step = newest.appetite - newest.gap / newest.slope;
    const isWithin = step > low && step < high.appetite;
    const appetite = isWithin ? step : (low + high.appetite) / 2;
    newest = frontierPoint(frontier, appetite, newest.weights);
    solved += 1;
    const isRoot = Math.abs(newest.gap) <= ROOT_TOLERANCE * newest.variance;
    if (isRoot || newest.gap > 0) high = newest;
    else low = appetite;
    if (isRoot) break;
  }
  const { weights } = high;
  const appetite = high.variance / high.mean;
  return optimumOf(
    programmes,
    means.map((value) => value * appetite),
    weights,
    solved,
  );
}

function optimumOf(
  programmes: QuadraticProgrammes,
  reward: Float64Array,
  weights: Float64Array,
  iterations: number,
): Optimum {
  const residual = programmes.slopeGap(reward, weights);
  return { weights, residual, iterations, hasConverged: residual <= SLOPE_TOLERANCE };
}

interface Frontier {
  readonly programmes: QuadraticProgrammes;
  readonly covariance: SquareMatrix;
  readonly means: Float64Array;
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
  { programmes, covariance, means }: Frontier,
  appetite: number,
  start: Float64Array,
): FrontierPoint {
  const reward = means.map((value) => value * appetite);
  const { weights } = programmes.solve(reward, start);
  const mean = dot(weights, means);
  const variance = dot(weights, times(covariance, weights));
  // On a piece of the frontier mean = a + b q, and the gap is a q less what does not depend on q.
  const slope = mean - appetite * dot(programmes.response(means), means);
  return { appetite, weights, mean, variance, gap: appetite * mean - variance, slope };
}

/**
 * An appetite that no highest ratio lies above: variance / mean of the weights of highest mean,
 * for the best mix has no higher mean, and no more variance for it.
 */
function appetiteMax(covariance: SquareMatrix, richest: Float64Array, mean: number): number {
  const variance = dot(richest, times(covariance, richest));
  const scale = largestVariance(covariance);
  return Math.max(variance, VARIANCE_MIN * (scale === 0 ? 1 : scale)) / mean;
}
