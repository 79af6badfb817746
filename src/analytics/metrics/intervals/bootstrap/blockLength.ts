/**
 * The mean block length at which the stationary bootstrap estimates the variance of a mean best:
 * (2 G² / D)^(1/3) n^(1/3), G and D from autocovariances under a flat-top window whose width is
 * where autocorrelations end (Politis and White, Econometric Reviews 23, 2004; corrected by Patton,
 * Politis and White, Econometric Reviews 28, 2009).
 *
 * @param values at least two
 * @returns from 1 to min(3 √n, n / 3)
 */
export function blockLengthOf(values: Float64Array): number {
  const n = values.length;
  const insignificantRun = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const lagsMax = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + insignificantRun);
  const covariances = autocovariances(values, 2 * lagsMax);
  const variance = covariances[0] as number;
  if (variance <= 0) return 1;
  const bandwidth = Math.min(2 * lastSignificant(covariances, n, insignificantRun), 2 * lagsMax);
  let [spectrum, slope] = [variance, 0];
  for (let lag = 1; lag <= bandwidth; lag += 1) {
    const weight = 2 * flatTop(lag / bandwidth) * (covariances[lag] ?? 0);
    spectrum += weight;
    slope += weight * lag;
  }
  const longest = Math.max(1, Math.min(3 * Math.sqrt(n), n / 3));
  if (spectrum === 0) return longest;
  // 2 G² / D with D = 2 g(0)²: the twos cancel.
  const length = Math.cbrt((slope / spectrum) ** 2 * n);
  return Math.min(longest, Math.max(1, length));
}

/** Divided by n, of lags 0 to `lagMax`. */
function autocovariances(values: Float64Array, lagMax: number): Float64Array {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const deviations = values.map((value) => value - sum / n);
  const result = new Float64Array(Math.min(lagMax, n - 1) + 1);
  for (let lag = 0; lag < result.length; lag += 1) {
    let product = 0;
    for (let i = lag; i < n; i += 1) {
      product += (deviations[i] as number) * (deviations[i - lag] as number);
    }
    result[lag] = product / n;
  }
  return result;
}

/**
 * The lag m̂ after which a run of autocorrelations lies within 2 √(log10 n / n); the last that does
 * not where there is no such run, and 1 at least.
 */
function lastSignificant(covariances: Float64Array, n: number, run: number): number {
  const bound = 2 * Math.sqrt(Math.log10(n) / n) * (covariances[0] as number);
  let last = 0;
  for (let lag = 1; lag < covariances.length && lag - last <= run; lag += 1) {
    if (Math.abs(covariances[lag] as number) > bound) last = lag;
  }
  return Math.max(1, last);
}

/** 1 up to a half, then down to 0 in a straight line. */
const flatTop = (x: number): number => Math.min(1, Math.max(0, 2 * (1 - x)));
