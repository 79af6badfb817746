/**
 * Observations of a rate of interest as columns of one length, ascending by date. `dates` are the
 * days (since 1970-01-01) from which each rate was known; rates are fractions per year. A rate
 * holds until the next one is known.
 */
export interface RateSeries {
  readonly dates: Int32Array;
  readonly rates: Float64Array;
}
