import type { MissingReason } from '../../../figure.js';
import { deviationsOf, slopeOn } from '../../../kernels/deviations.js';
import { excessPair, type ExcessPair } from '../../../kernels/excess.js';
import { ReturnColumn, type Kernel } from '../../../sample.js';

/** The line through excess returns, by least squares. */
export interface Regression {
  readonly intercept: number;
  readonly slope: number;
}

function lineThrough(asset: ReturnColumn, benchmark: ReturnColumn): Regression | MissingReason {
  if (benchmark.moments.isConstant) return 'zero-variance-of-benchmark';
  const slope = slopeOn(deviationsOf(benchmark), deviationsOf(asset));
  return { intercept: asset.moments.mean - slope * benchmark.moments.mean, slope };
}

/** Excess returns of the asset on those of the benchmark. Needs both and a risk-free rate. */
export const excessRegression: Kernel<Regression | MissingReason> = (sample) => {
  const { asset, benchmark } = sample.of(excessPair);
  return lineThrough(asset, benchmark);
};

function lineWhere(
  { asset, benchmark }: ExcessPair,
  isTaken: (benchmarkExcess: number) => boolean,
): Regression | MissingReason {
  const isOfMarket = (_: number, i: number): boolean => isTaken(benchmark.values[i] as number);
  const market = new ReturnColumn(benchmark.values.filter(isOfMarket));
  if (market.values.length < 2) return 'too-few-observations';
  return lineThrough(new ReturnColumn(asset.values.filter(isOfMarket)), market);
}

/** The same over the periods in which the benchmark earned more than risk-free. */
export const bullRegression: Kernel<Regression | MissingReason> = (sample) =>
  lineWhere(sample.of(excessPair), (excess) => excess > 0);

/** The same over the periods in which the benchmark earned less than risk-free. */
export const bearRegression: Kernel<Regression | MissingReason> = (sample) =>
  lineWhere(sample.of(excessPair), (excess) => excess < 0);
