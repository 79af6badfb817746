import { dot, largestVariance, times, type SquareMatrix } from './squareMatrix.js';
import type { Optimum } from './optimum.js';
import { SLOPE_TOLERANCE, filledInOrder, QuadraticProgrammes } from './quadraticProgramme.js';

/** Programmes that the search for the highest ratio solves, at most. */
export const PROGRAMMES_MAX = 200;
/** How near the search comes to the root, relative: to where variance and q · mean meet. */
const ROOT_TOLERANCE = 1e-12;
/** A mix without variance counts as having this much, relative to the largest variance. */
const VARIANCE_MIN = 1e-9;
/** Every so many steps the bracket is halved, whatever the secant says. */
const HALVING_STEPS = 3;

/**
 * The weights of least variance, each from 0 to `weightMax`, that sum to 1.
 * Source: Markowitz, Journal of Finance 7 (1952), 77-91.
 *
 * @throws HighwaterError WEIGHT_LIMIT_TOO_LOW
 */
export function minimumVariance(covariance: SquareMatrix, weightMax: number): Optimum {
  return new QuadraticProgrammes(covariance, weightMax).solve(new Float64Array(covariance.size));
}

/**
 * The weights of the highest ratio of mean excess return to deviation, each from 0 to `weightMax`,
 * that sum to 1. They lie on the efficient frontier, the solutions of ½ w'Σw − q m'w for growing
 * appetites q, where q is variance / mean. The gap q · mean − variance is piecewise linear in q
 * and has one root with a mean above 0, which is found by secants and halvings of a bracket.
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
  const at = (appetite: number, start: Float64Array | null): FrontierPoint =>
    frontierPoint({ programmes, covariance, means }, appetite, start);
  let low = at(0, null);
  const byMean = [...means.keys()].sort((a, b) => (means[b] as number) - (means[a] as number));
  const richest = filledInOrder(byMean, weightMax);
  const mean = dot(richest, means);
  if (!(mean > 0)) return null;
  let high = at(appetiteMax(covariance, richest, mean), richest);
  let solved = 2;
  while (solved < PROGRAMMES_MAX && high.appetite - low.appetite > ROOT_TOLERANCE * high.appetite) {
    const middle = at(
      solved % HALVING_STEPS === 0 ? (low.appetite + high.appetite) / 2 : secant(low, high),
      low.weights,
    );
    solved += 1;
    const isRoot = Math.abs(middle.gap) <= ROOT_TOLERANCE * middle.variance;
    if (isRoot || middle.gap > 0) high = middle;
    else low = middle;
    if (isRoot) break;
  }
  const { weights } = high;
  const appetite = high.variance / high.mean;
  const reward = means.map((value) => value * appetite);
  const residual = programmes.slopeGap(reward, weights);
  return { weights, residual, iterations: solved, hasConverged: residual <= SLOPE_TOLERANCE };
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
}

function frontierPoint(
  { programmes, covariance, means }: Frontier,
  appetite: number,
  start: Float64Array | null,
): FrontierPoint {
  const reward = means.map((value) => value * appetite);
  const { weights } = programmes.solve(reward, start);
  const mean = dot(weights, means);
  const variance = dot(weights, times(covariance, weights));
  return { appetite, weights, mean, variance, gap: appetite * mean - variance };
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

/** Where the line through two points of the gap crosses 0; the middle where it leaves the bracket. */
function secant(low: FrontierPoint, high: FrontierPoint): number {
  const crossing = low.appetite - (low.gap * (high.appetite - low.appetite)) / (high.gap - low.gap);
  const isWithin = crossing > low.appetite && crossing < high.appetite;
  return isWithin ? crossing : (low.appetite + high.appetite) / 2;
}
