import { lastIndexBefore } from '../../domain/adjustment.js';
import type { RateSeries } from '../../domain/rateSeries.js';
import { ratePerPeriod } from '../metrics/annualisation.js';

/** A fraction per year that never changes, or a stored series of them. */
export type RiskFreeRate = number | RateSeries;

/**
 * The risk-free return of each period between prices: the rate that was known on the day that the
 * period begins, so that nobody is credited with a rate published later.
 *
 * @param dates days of the prices, one more than there are periods
 * @returns one number for a constant rate; for a series a column, NaN before its first rate
 * @throws HighwaterError BAD_RISK_FREE_RATE
 */
export function riskFreeReturns(
  rate: RiskFreeRate,
  dates: Int32Array,
  periodsPerYear: number,
): number | Float64Array {
  if (typeof rate === 'number') return ratePerPeriod(rate, periodsPerYear);
  const returns = new Float64Array(Math.max(0, dates.length - 1)).fill(NaN);
  let known = lastIndexBefore(rate.dates, (dates[0] ?? 0) + 1);
  for (let i = 0; i < returns.length; i += 1) {
    while ((rate.dates[known + 1] ?? Infinity) <= (dates[i] as number)) known += 1;
    if (known >= 0) returns[i] = ratePerPeriod(rate.rates[known] as number, periodsPerYear);
  }
  return returns;
}
