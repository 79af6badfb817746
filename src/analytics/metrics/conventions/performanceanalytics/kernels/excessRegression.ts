import type { MissingReason } from '../../../figure.js';
import { deviationsOf, slopeOn } from '../../../kernels/deviations.js';
import { excessPair } from '../../../kernels/excess.js';
import { ReturnColumn, type Kernel } from '../../../sample.js';

/** The line through excess returns, by least squares. */
export interface Regression {
  readonly intercept: number;
  readonly slope: number;
}

function fit(asset: ReturnColumn, benchmark: ReturnColumn): Regression | MissingReason {
  if (benchmark.moments.isConstant) return 'zero-variance-of-benchmark';
  const slope = slopeOn(deviationsOf(benchmark), deviationsOf(asset));
  return { intercept: asset.moments.mean - slope * benchmark.moments.mean, slope };
}

/** Excess returns of the asset on those of the benchmark. Needs both and a risk-free rate. */
export const excessRegression: Kernel<Regression | MissingReason> = (sample) => {
  const { asset, benchmark } = sample.of(excessPair);
  return fit(asset, benchmark);
};

/** Excess returns by periods: those in which the benchmark's is above 0, or below it. */
function regressionWhere(isTaken: (benchmarkExcess: number) => boolean): typeof excessRegression {
  return (sample) => {
    const { asset, benchmark } = sample.of(excessPair);
    const isOfMarket = (_: number, i: number): boolean => isTaken(benchmark.values[i] as number);
    const taken = [asset, benchmark].map(({ values }) => values.filter(isOfMarket));
    const [assetTaken, benchmarkTaken] = taken as [Float64Array, Float64Array];
    if (benchmarkTaken.length < 2) return 'too-few-observations';
    return fit(new ReturnColumn(assetTaken), new ReturnColumn(benchmarkTaken));
  };
}

/** Over the periods in which the benchmark earned more than risk-free. */
export const bullRegression = regressionWhere((excess) => excess > 0);
/** Over the periods in which the benchmark earned less than risk-free. */
export const bearRegression = regressionWhere((excess) => excess < 0);
