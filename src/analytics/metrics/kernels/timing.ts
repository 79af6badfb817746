import type { Outcome } from '../figure.js';
import { pairOf, ReturnColumn, riskFreeOf, type BenchmarkPair, type Sample } from '../sample.js';
import { deviationsOf, dot, residualsOn } from './deviations.js';
import { excessPair } from './excess.js';

/** Of a regressor's squares, the least share that the others must leave unexplained. */
const UNEXPLAINED_MIN = 1e-24;

/** Columns for a regression in excess of risk-free, and what stands for an excess return of 0. */
export interface TimingColumns {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
  readonly zero: number;
}

/**
 * An unchanging risk-free return moves the intercept alone, so that it is not subtracted: that
 * would round. Needs a benchmark and a risk-free rate.
 */
export function timingColumns(sample: Sample): TimingColumns {
  const pair: BenchmarkPair = pairOf(sample);
  const riskFree = riskFreeOf(pair);
  if (typeof riskFree !== 'number') return { ...sample.of(excessPair), zero: 0 };
  return { asset: pair.asset, benchmark: pair.benchmark, zero: riskFree };
}

/**
 * The least-squares coefficient γ of a second regressor in y = α + βx + γz + ε, x and y given by
 * their columns: the slope of what x leaves of y on what x leaves of z (Frisch and Waugh,
 * Econometrica 1, 1933; Lovell, Journal of the American Statistical Association 58, 1963).
 *
 * @param z the second regressor of each period
 */
export function secondCoefficient(y: ReturnColumn, x: ReturnColumn, z: Float64Array): Outcome {
  if (x.moments.isConstant) return 'zero-variance-of-benchmark';
  if (y.moments.isConstant) return 0;
  const first = deviationsOf(x);
  const second = deviationsOf(new ReturnColumn(z));
  const unexplained = residualsOn(first, second);
  const squares = dot(unexplained, unexplained);
  if (squares <= UNEXPLAINED_MIN * dot(second, second)) return 'collinear-regressors';
  return dot(unexplained, residualsOn(first, deviationsOf(y))) / squares + 0;
}
