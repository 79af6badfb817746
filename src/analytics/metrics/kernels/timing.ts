import type { Outcome } from '../figure.js';
import { pairOf, ReturnColumn, riskFreeOf, type Kernel } from '../sample.js';
import {
  deviationsOf,
  dot,
  pairDeviations,
  residualsOn,
  type PairDeviations,
} from './deviations.js';
import { excessPair } from './excess.js';

/** Of a regressor's squares, the least share that the others must leave unexplained. */
const UNEXPLAINED_MIN = 1e-24;

/** Columns for a regression in excess of risk-free, and what stands for an excess return of 0. */
export interface TimingColumns {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
  readonly deviations: PairDeviations;
  readonly zero: number;
}

/**
 * An unchanging risk-free return moves the intercept alone, so that it is not subtracted: that
 * would round. Needs a benchmark and a risk-free rate.
 */
export const timingColumns: Kernel<TimingColumns> = (sample) => {
  const pair = pairOf(sample);
  const riskFree = riskFreeOf(pair);
  if (typeof riskFree === 'number') {
    const { asset, benchmark } = pair;
    return { asset, benchmark, deviations: sample.of(pairDeviations), zero: riskFree };
  }
  const { asset, benchmark } = sample.of(excessPair);
  const deviations = { asset: deviationsOf(asset), benchmark: deviationsOf(benchmark) };
  return { asset, benchmark, deviations, zero: 0 };
};

/**
 * The least-squares coefficient γ of a second regressor in y = α + βx + γz + ε, y being the
 * asset and x the benchmark: the slope of what x leaves of y on what x leaves of z (Frisch and
 * Waugh, Econometrica 1, 1933; Lovell, Journal of the American Statistical Association 58, 1963).
 *
 * @param z the second regressor of each period
 */
export function secondCoefficient(columns: TimingColumns, z: Float64Array): Outcome {
  if (columns.benchmark.moments.isConstant) return 'zero-variance-of-benchmark';
  if (columns.asset.moments.isConstant) return 0;
  const { asset, benchmark } = columns.deviations;
  const second = deviationsOf(new ReturnColumn(z));
  const unexplained = residualsOn(benchmark, second);
  const squares = dot(unexplained, unexplained);
  if (squares <= UNEXPLAINED_MIN * dot(second, second)) return 'collinear-regressors';
  return dot(unexplained, residualsOn(benchmark, asset)) / squares + 0;
}
