import { HighwaterError } from '../../domain/errors.js';

/** Trading days that count as a year wherever daily statistics are annualised. */
export const PERIODS_PER_YEAR = 252;
/** Calendar days that count as a year wherever growth is annualised. */
export const DAYS_PER_YEAR = 365.25;

/**
 * The daily risk-free return that compounds to a yearly rate: (1 + r)^(1/252) − 1.
 *
 * @param ratePerYear a fraction per year, 0.02 for two percent
 * @throws HighwaterError BAD_RISK_FREE_RATE when it is not a finite number above −1
 */
export function dailyRate(ratePerYear: number): number {
  if (!(ratePerYear > -1 && ratePerYear < Infinity)) {
    throw new HighwaterError(
      'BAD_RISK_FREE_RATE',
      'usage',
      `A risk-free rate of ${ratePerYear} cannot be: give a fraction per year above -1, e.g. 0.02.`,
    );
  }
  return Math.expm1(Math.log1p(ratePerYear) / PERIODS_PER_YEAR);
}
