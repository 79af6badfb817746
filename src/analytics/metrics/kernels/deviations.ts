import { pairOf, type Kernel, type ReturnColumn } from '../sample.js';

/*
 * Loops, because a typed array's map and reduce call a function per value: a tenfold cost.
 */

/**
 * Values less their mean, what rounding left in the mean taken out too: where values hardly
 * differ, odd powers of their deviations would be made of that.
 */
export function deviationsOf({ values, moments: { mean } }: ReturnColumn): Float64Array {
  const n = values.length;
  const deviations = new Float64Array(n);
  let error = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = (values[i] as number) - mean;
    deviations[i] = deviation;
    error += deviation;
  }
  error /= n;
  for (let i = 0; i < n; i += 1) deviations[i] = (deviations[i] as number) - error;
  return deviations;
}

/** What both sides of a pair deviate from their means by, per period. */
export interface PairDeviations {
  readonly asset: Float64Array;
  readonly benchmark: Float64Array;
}

/** Needs a benchmark. @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export const pairDeviations: Kernel<PairDeviations> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  return { asset: deviationsOf(asset), benchmark: deviationsOf(benchmark) };
};

/** Σ aᵢbᵢ of columns of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  const pairedLength = a.length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    even += (a[i] as number) * (b[i] as number);
    odd += (a[i + 1] as number) * (b[i + 1] as number);
  }
  if (pairedLength < a.length) even += (a[pairedLength] as number) * (b[pairedLength] as number);
  return even + odd;
}

/** The least-squares slope of one column of deviations on another. */
export function slopeOn(regressor: Float64Array, values: Float64Array): number {
  return dot(regressor, values) / dot(regressor, regressor);
}

/** What the least-squares line on a column of deviations leaves of another. */
export function residualsOn(
  regressor: Float64Array,
  values: Float64Array,
  slope = slopeOn(regressor, values),
): Float64Array {
  const residuals = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    residuals[i] = (values[i] as number) - slope * (regressor[i] as number);
  }
  return residuals;
}
