import type { ReturnColumn } from '../../../sample.js';

function growthOf(values: Iterable<number>): number {
  let growth = 1;
  for (const value of values) growth *= 1 + value;
  return growth;
}

/** What returns compound to over all of them: Π (1 + r) − 1. */
export function cumulativeReturn(values: Iterable<number>): number {
  return growthOf(values) - 1;
}

/**
 * The return of a year that compounds as the returns do, years counted in periods:
 * Π (1 + r)^(P / n) − 1.
 */
export function annualisedReturnOf({ values }: ReturnColumn, periodsPerYear: number): number {
  return Math.expm1((Math.log(growthOf(values)) * periodsPerYear) / values.length);
}
