import type { ReturnColumn } from '../sample.js';

/**
 * Values less their mean, what rounding left in the mean taken out too: where values hardly
 * differ, odd powers of their deviations would be made of that.
 */
export function deviationsOf({ values, moments: { mean } }: ReturnColumn): Float64Array {
  const deviations = values.map((value) => value - mean);
  const error = deviations.reduce((sum, deviation) => sum + deviation, 0) / values.length;
  return deviations.map((deviation) => deviation - error);
}

/** Σ aᵢbᵢ of columns of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
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
  return values.map((value, i) => value - slope * (regressor[i] as number));
}
