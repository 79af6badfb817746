import { lastIndexBefore } from '../../../domain/adjustment.js';
import { firstDayOf } from '../../../domain/calendarPeriod.js';
import { assert } from '../../../domain/errors.js';
import { periodOf } from '../../../domain/resample.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../../domain/tradingDate.js';
import { windowBase } from '../../../domain/window.js';
import { PERIODS_PER_YEAR } from '../annualisation.js';
import type { Outcome } from '../figure.js';
import type { Kernel, Sample } from '../sample.js';
import { growthOf, growthPerYear } from './growth.js';

/** Spans that trail from the last date of a sample; `mtd` is the calendar month so far. */
const SPANS = ['mtd', '3m', '6m', 'ytd', '1y', '3y', '5y', '10y'] as const;
export type TrailingSpan = (typeof SPANS)[number];

/** What a trailing return is earned from. */
export interface TrailingBase {
  readonly date: TradingDate;
  readonly price: number;
  /** From that date to the sample's last. */
  readonly calendarDays: number;
}

/** The last price on or before each span's base date; null where the sample begins after it. */
export const trailingBases: Kernel<Readonly<Record<TrailingSpan, TrailingBase | null>>> = (
  sample,
) =>
  Object.fromEntries(SPANS.map((span) => [span, trailingBase(sample, span)])) as Record<
    TrailingSpan,
    TrailingBase | null
  >;

function trailingBase(
  { dates, prices, periodsPerYear }: Sample,
  span: TrailingSpan,
): TrailingBase | null {
  const endDay = dates.at(-1) as number;
  let baseDay = baseDayOf(span, endDay);
  // A monthly price stands for the end of its month, on whatever day the last session fell.
  if (periodsPerYear === PERIODS_PER_YEAR.monthly) baseDay = monthStart(baseDay, 1) - 1;
  const index = lastIndexBefore(dates, baseDay + 1);
  if (index < 0) return null;
  const day = dates[index] as number;
  return {
    date: fromEpochDay(day),
    price: prices[index] as number,
    calendarDays: endDay - day,
  };
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

/** What was earned over a span that ends with the sample, not annualised. */
export function trailingReturn(sample: Sample, span: TrailingSpan): Outcome {
  const base = sample.of(trailingBases)[span];
  if (base === null) return 'insufficient-history';
  return growthOf(base.price, sample.prices.at(-1) as number);
}

/** What was earned over a span that ends with the sample, per year of 365.25 calendar days. */
export function trailingReturnAnnual(sample: Sample, span: TrailingSpan): Outcome {
  const base = sample.of(trailingBases)[span];
  if (base === null) return 'insufficient-history';
  return growthPerYear(base.price, sample.prices.at(-1) as number, base.calendarDays);
}
