import { HighwaterError } from '../../domain/errors.js';

/** How long the periods are that returns are earned over. */
export const BASES = ['daily', 'weekly', 'monthly'] as const;
export type Basis = (typeof BASES)[number];

/** Periods that count as a year wherever statistics of a basis are annualised. */
export const PERIODS_PER_YEAR: Readonly<Record<Basis, number>> = {
  daily: 252,
  weekly: 52,
  monthly: 12,
};
/** Calendar days that count as a year wherever growth is annualised. */
export const DAYS_PER_YEAR = 365.25;

/**
 * The risk-free return of one period that compounds to a yearly rate: (1 + r)^(1/P) − 1.
 *
 * @param ratePerYear a fraction per year, 0.02 for two percent
 * @param periodsPerYear P
 * @throws HighwaterError BAD_RISK_FREE_RATE when it is not a finite number above −1
 */
export function ratePerPeriod(ratePerYear: number, periodsPerYear: number): number {
  if (!(ratePerYear > -1 && ratePerYear < Infinity)) {
    throw new HighwaterError(
      'BAD_RISK_FREE_RATE',
      'usage',
      `A risk-free rate of ${ratePerYear} cannot be: give a fraction per year above -1, e.g. 0.02.`,
    );
  }
  return Math.expm1(Math.log1p(ratePerYear) / periodsPerYear);
}
