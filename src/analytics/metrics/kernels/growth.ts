import { DAYS_PER_YEAR } from '../annualisation.js';

/** Growth from one price to another, a fraction. Subtracts first: p / q − 1 loses digits. */
export function growthOf(base: number, end: number): number {
  return (end - base) / base;
}

/** ln(end / base), to the last digits for small growth too. */
export function logGrowthOf(base: number, end: number): number {
  const growth = growthOf(base, end);
  // Logarithms of 1 + x keep the digits of a small growth; near −1 they would lose them.
  return Math.abs(growth) < 0.5 ? Math.log1p(growth) : Math.log(end / base);
}

/** Growth per year that compounds to that from one price to another. */
export function growthPerYear(base: number, end: number, calendarDays: number): number {
  return Math.expm1((logGrowthOf(base, end) * DAYS_PER_YEAR) / calendarDays);
}
