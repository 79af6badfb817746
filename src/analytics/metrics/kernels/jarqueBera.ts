/** A test of whether returns are normal. */
export interface JarqueBera {
  readonly statistic: number;
  /** The chance of a statistic as large where returns are normal, for large n. */
  readonly pValue: number;
}

/**
 * n/6 · (S² + K²/4), against the chi-square distribution with two degrees of freedom (Jarque and
 * Bera, Economics Letters 6, 1980).
 *
 * @param skewness S = m3 / m2^1.5 of the population, not corrected for bias
 * @param excessKurtosis K = m4 / m2² − 3, likewise
 */
export function jarqueBera(n: number, skewness: number, excessKurtosis: number): JarqueBera {
  const statistic = (n / 6) * (skewness * skewness + (excessKurtosis * excessKurtosis) / 4);
  return { statistic, pValue: Math.exp(-statistic / 2) };
}
