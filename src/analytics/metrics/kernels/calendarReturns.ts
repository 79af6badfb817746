import type { CalendarFrequency } from '../../../domain/calendarPeriod.js';
import { periodEnds } from '../../../domain/periodEnds.js';
import { periodOf } from '../../../domain/resample.js';
import { PERIODS_PER_YEAR } from '../annualisation.js';
import type { Kernel, Sample } from '../sample.js';
import { growthOf, logGrowthOf } from './growth.js';

/** What was earned in complete calendar periods. */
export interface CalendarReturns {
  /** One simple return per period, at least one, ascending. */
  readonly returns: Float64Array;
  /** The logarithm of what they compound to. */
  readonly logGrowth: number;
}

/** Why a sample has no calendar periods: weeks do not say where a month ends. */
export type NoCalendarReturns = 'basis-too-coarse' | 'no-complete-period';

/** The last close of a period that is over. */
interface PeriodEnd {
  readonly period: number;
  readonly price: number;
}

/** What the sample earned in complete calendar months. */
export const monthlyReturns: Kernel<CalendarReturns | NoCalendarReturns> = (sample) =>
  calendarReturns(sample, 'monthly');
/** What the sample earned in complete calendar quarters. */
export const quarterlyReturns: Kernel<CalendarReturns | NoCalendarReturns> = (sample) =>
  calendarReturns(sample, 'quarterly');
/** What the sample earned in complete calendar years. */
export const yearlyReturns: Kernel<CalendarReturns | NoCalendarReturns> = (sample) =>
  calendarReturns(sample, 'yearly');

/**
 * Returns of the calendar periods whose own last close and that of the period before are both in
 * the sample. A period that the exchange has sessions left in is not over.
 */
function calendarReturns(
  sample: Sample,
  frequency: CalendarFrequency,
): CalendarReturns | NoCalendarReturns {
  if (sample.periodsPerYear === PERIODS_PER_YEAR.weekly) return 'basis-too-coarse';
  const { dates, prices } = sample;
  const ends = periodEnds(frequency, dates).map((i): PeriodEnd => ({
    period: periodOf(frequency, dates[i] as number),
    price: prices[i] as number,
  }));
  const returns: number[] = [];
  let logGrowth = 0;
  // Growth is taken over unbroken runs of periods at once: logarithms of each would cancel.
  let runStart = ends[0];
  ends.forEach((end, i) => {
    const before = ends[i - 1];
    if (before === undefined || runStart === undefined) return;
    if (end.period === before.period + 1) {
      returns.push(growthOf(before.price, end.price));
    } else {
      logGrowth += logGrowthOf(runStart.price, before.price);
      runStart = end;
    }
  });
  const last = ends.at(-1);
  if (returns.length === 0 || runStart === undefined || last === undefined) {
    return 'no-complete-period';
  }
  logGrowth += logGrowthOf(runStart.price, last.price);
  return { returns: Float64Array.from(returns), logGrowth };
}

/** The geometric mean of calendar returns: what each would be if all were the same. */
export function geometricMeanOf({ returns, logGrowth }: CalendarReturns): number {
  return Math.expm1(logGrowth / returns.length);
}

/** The share of calendar returns above 0. */
export function shareOfGains({ returns }: CalendarReturns): number {
  return returns.filter((value) => value > 0).length / returns.length;
}
