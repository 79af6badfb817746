import { assert } from '../../../domain/errors.js';
import { CholeskyFactor } from './cholesky.js';
import type { Optimum } from './optimum.js';
import { dot, entryOf, squareMatrix, sumOf, times, type SquareMatrix } from './squareMatrix.js';

/** Sweeps over all assets, at most: what has not settled by then is nearly without risk. */
export const SWEEPS_MAX = 60;
/** Newton steps after them, at most. */
export const NEWTON_STEPS_MAX = 100;
/**
 * What is added to each correlation of an asset with itself, and by how much a share of risk may
 * then miss 1/n. The second is for matrices that leave mixes all but without risk, where rounding
 * outweighs what the first adds.
 */
export const PRECISIONS = [
  { ridge: 1e-12, shareTolerance: 1e-10 },
  { ridge: 1e-6, shareTolerance: 1e-7 },
] as const;
/** Below this decrement a whole Newton step converges quadratically. */
const UNDAMPED_BELOW = 0.2;

/**
 * The long-only weights by which each asset contributes the same to the variance: w_i (Σw)_i is
 * equal for all i. Cyclical coordinate descent on ½ x'Cx − (1/n) Σ ln x, in units of each asset's
 * deviation (C is the correlation matrix), from equal x: each x_i is the positive root of a
 * quadratic; after a sweep x is scaled so that x'Cx = 1, which holds at the optimum. Mixes that
 * are nearly without risk make sweeps slow: damped Newton steps finish those.
 * Sources: Maillard, Roncalli and Teïletche, Journal of Portfolio Management 36 (2010), 60-70;
 * Griveau-Billion, Richard and Roncalli, A Fast Algorithm for Computing High-Dimensional Risk
 * Parity Portfolios (2013); Spinu, An Algorithm for Computing Risk Parity Weights (2013).
 *
 * @param covariance symmetric, positive semidefinite, every variance above 0
 * @returns the residual is the largest |share of variance − 1/n|
 * @throws HighwaterError INTERNAL_ASSERTION when a variance is not above 0
 */
export function equalRiskContribution(covariance: SquareMatrix): Optimum {
  const { size } = covariance;
  const deviations = Float64Array.from({ length: size }, (_, i) =>
    Math.sqrt(entryOf(covariance, i, i)),
  );
  assert(
    deviations.every((deviation) => deviation > 0),
    'each asset has risk to contribute',
  );
  let [optimum, iterations] = [solvedWith(PRECISIONS[0], covariance, deviations), 0];
  for (const precision of PRECISIONS.slice(1)) {
    if (optimum.hasConverged) break;
    iterations += optimum.iterations;
    optimum = solvedWith(precision, covariance, deviations);
  }
  return { ...optimum, iterations: iterations + optimum.iterations };
}

function solvedWith(
  { ridge, shareTolerance }: (typeof PRECISIONS)[number],
  covariance: SquareMatrix,
  deviations: Float64Array,
): Optimum {
  const { size } = covariance;
  const correlation = squareMatrix(size, (i, j) => {
    if (i === j) return 1 + ridge;
    return entryOf(covariance, i, j) / ((deviations[i] as number) * (deviations[j] as number));
  });
  const x = new Float64Array(size).fill(1);
  const slopes = new Float64Array(size);
  let residual = normalise(correlation, x, slopes);
  let iterations = 0;
  while (residual > shareTolerance && iterations < SWEEPS_MAX + NEWTON_STEPS_MAX) {
    if (iterations < SWEEPS_MAX) sweep(correlation, x);
    else newtonStep(correlation, x);
    residual = normalise(correlation, x, slopes);
    iterations += 1;
  }
  const weights = x.map((value, i) => value / (deviations[i] as number));
  const sum = sumOf(weights);
  return {
    weights: weights.map((weight) => weight / sum),
    residual,
    iterations,
    hasConverged: residual <= shareTolerance,
  };
}

/** Sets each x_i to the minimum along its own axis. */
function sweep({ size, values }: SquareMatrix, x: Float64Array): void {
  for (let i = 0; i < size; i += 1) {
    const own = values[i * size + i] as number;
    let others = 0;
    for (let j = 0; j < size; j += 1) others += (values[i * size + j] as number) * (x[j] as number);
    others -= own * (x[i] as number);
    const root = Math.sqrt(others * others + (4 * own) / size);
    // The same root either way; the second form does not cancel where the others weigh much.
    x[i] = others > 0 ? 2 / size / (others + root) : (root - others) / (2 * own);
  }
}

/**
 * A Newton step on (n/2) x'Cx − Σ ln x, which is self-concordant: damped by 1 / (1 + decrement)
 * it stays positive and descends from anywhere.
 */
function newtonStep(correlation: SquareMatrix, x: Float64Array): void {
  const { size } = correlation;
  const gradient = times(correlation, x).map((slope, i) => size * slope - 1 / (x[i] as number));
  const hessian = squareMatrix(
    size,
    (i, j) => size * entryOf(correlation, i, j) + (i === j ? 1 / (x[i] as number) ** 2 : 0),
  );
  const factor = new CholeskyFactor(hessian);
  for (let i = 0; i < size; i += 1) factor.choose(i);
  const step = gradient.slice();
  factor.solve(step);
  const decrement = Math.sqrt(dot(gradient, step));
  const damping = decrement < UNDAMPED_BELOW ? 1 : 1 / (1 + decrement);
  for (let i = 0; i < size; i += 1) x[i] = (x[i] as number) - damping * (step[i] as number);
}

/**
 * Scales x to a variance of 1.
 *
 * @param slopes memory as wide as x
 * @returns the largest distance of a share of variance from 1/n
 */
function normalise(correlation: SquareMatrix, x: Float64Array, slopes: Float64Array): number {
  const { size } = correlation;
  times(correlation, x, slopes);
  const variance = dot(slopes, x);
  const scale = 1 / Math.sqrt(variance);
  let residual = 0;
  for (let i = 0; i < size; i += 1) {
    const share = ((slopes[i] as number) * (x[i] as number)) / variance;
    x[i] = (x[i] as number) * scale;
    residual = Math.max(residual, Math.abs(share - 1 / size));
  }
  return residual;
}
