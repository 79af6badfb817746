import { firstDayOf } from '../../../domain/calendarPeriod.js';
import { sessionAfter } from '../../../domain/tradingCalendar.js';
import { fromEpochDay, toEpochDay } from '../../../domain/tradingDate.js';
import { yearEnds } from '../../metrics/conventions/calendarPeriods.js';
import { growthOf } from '../../metrics/kernels/growth.js';
import type { Sample } from '../../metrics/sample.js';

/** What was earned in a calendar year, or in the part of it that a path has. */
export interface CalendarYear {
  readonly year: number;
  readonly return: number;
  /** Whether its base is the last value of the year before, and no session of it is to come. */
  readonly isComplete: boolean;
}

/** The calendar years of a sample, in order. A first year of one value alone has no return. */
export function calendarYears(sample: Sample): CalendarYear[] {
  const { dates, prices } = sample;
  const { periods, indices } = sample.of(yearEnds);
  const years: CalendarYear[] = [];
  periods.forEach((year, i) => {
    const [base, end] = [indices[i - 1] ?? 0, indices[i] as number];
    if (base === end) return;
    const isAfterYearBefore = periods[i - 1] === year - 1;
    years.push({
      year,
      return: growthOf(prices[base] as number, prices[end] as number),
      isComplete: isAfterYearBefore && isOver(year, dates[end] as number),
    });
  });
  return years;
}

function isOver(year: number, lastDay: number): boolean {
  const next = toEpochDay(sessionAfter(fromEpochDay(lastDay)));
  return next >= firstDayOf('yearly', year + 1);
}

/** The complete year with the highest return, the first of equals; null where none is complete. */
export function bestYear(years: readonly CalendarYear[]): CalendarYear | null {
  return extremeYear(years, (year, best) => year.return > best.return);
}

/** The complete year with the lowest return, the first of equals; null where none is complete. */
export function worstYear(years: readonly CalendarYear[]): CalendarYear | null {
  return extremeYear(years, (year, worst) => year.return < worst.return);
}

function extremeYear(
  years: readonly CalendarYear[],
  isBeyond: (year: CalendarYear, extreme: CalendarYear) => boolean,
): CalendarYear | null {
  let extreme: CalendarYear | null = null;
  for (const year of years) {
    if (year.isComplete && (extreme === null || isBeyond(year, extreme))) extreme = year;
  }
  return extreme;
}
