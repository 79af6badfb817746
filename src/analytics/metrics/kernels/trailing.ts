import { lastIndexBefore } from '../../../domain/adjustment.js';
import { firstDayOf } from '../../../domain/calendarPeriod.js';
import { assert } from '../../../domain/errors.js';
import { periodOf } from '../../../domain/resample.js';
import { fromEpochDay, toEpochDay } from '../../../domain/tradingDate.js';
import { windowBase, type Window } from '../../../domain/window.js';
import { PERIODS_PER_YEAR } from '../annualisation.js';
import type { Outcome } from '../figure.js';
import type { Sample } from '../sample.js';
import { growthOf, growthPerYear } from './growth.js';

/** Spans that trail from the last date of a sample; `mtd` is the calendar month so far. */
export type TrailingSpan = Exclude<Window, 'max'> | 'mtd';

/** What was earned over a span that ends with the sample, not annualised. */
export function trailingReturn(sample: Sample, span: TrailingSpan): Outcome {
  const baseIndex = trailingBase(sample, span);
  if (baseIndex < 0) return 'insufficient-history';
  return growthOf(sample.prices[baseIndex] as number, sample.prices.at(-1) as number);
}

/** What was earned over a span that ends with the sample, per year of 365.25 calendar days. */
export function trailingReturnAnnual(sample: Sample, span: TrailingSpan): Outcome {
  const baseIndex = trailingBase(sample, span);
  if (baseIndex < 0) return 'insufficient-history';
  const { prices, dates } = sample;
  const calendarDays = (dates.at(-1) as number) - (dates[baseIndex] as number);
  return growthPerYear(prices[baseIndex] as number, prices.at(-1) as number, calendarDays);
}

/** The index of the last price on or before the span's base date; −1 where the sample has none. */
function trailingBase({ dates, periodsPerYear }: Sample, span: TrailingSpan): number {
  const endDay = dates.at(-1) as number;
  let baseDay = baseDayOf(span, endDay);
  // A monthly price stands for the end of its month, on whatever day the last session fell.
  if (periodsPerYear === PERIODS_PER_YEAR.monthly) baseDay = monthStart(baseDay, 1) - 1;
  return lastIndexBefore(dates, baseDay + 1);
}

function baseDayOf(span: TrailingSpan, endDay: number): number {
  if (span === 'mtd') return monthStart(endDay, 0) - 1;
  const base = windowBase(span, fromEpochDay(endDay));
  assert(base !== null, 'every trailing span has a base date');
  return toEpochDay(base);
}

/** The first day of the month that lies `later` months after a day's own. */
function monthStart(day: number, later: number): number {
  return firstDayOf('monthly', periodOf('monthly', day) + later);
}
