import { emptyBarColumns, type BarColumns } from './barColumns.js';

export const FREQUENCIES = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;
/** How long the period is that one row of prices tells of. */
export type Frequency = (typeof FREQUENCIES)[number];

/** Bars with their total-return closes, as columns of one length, ascending by date. */
export interface AdjustedBars extends BarColumns {
  readonly adjustedClose: Float64Array;
}

/** Days from a Monday to 1970-01-01, a Thursday. */
const THURSDAY_OFFSET = 3;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Numbers the period that a day (since 1970-01-01) lies in; weeks begin on Monday. */
const PERIOD_OF: Readonly<Record<Frequency, (epochDay: number) => number>> = {
  daily: (day) => day,
  weekly: (day) => Math.floor((day + THURSDAY_OFFSET) / 7),
  monthly: (day) => monthOf(day),
  quarterly: (day) => Math.floor(monthOf(day) / 3),
  yearly: (day) => Math.floor(monthOf(day) / 12),
};

/** Numbers the period that a day (since 1970-01-01) lies in; the days of one period share it. */
export function periodOf(frequency: Frequency, epochDay: number): number {
  return PERIOD_OF[frequency](epochDay);
}

function monthOf(epochDay: number): number {
  const date = new Date(epochDay * MILLISECONDS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Columns of `length` rows, all zero. */
export function emptyAdjustedBars(length: number): AdjustedBars {
  return { ...emptyBarColumns(length), adjustedClose: new Float64Array(length) };
}

/**
 * One bar per period that has a session: open of the first session, highest high, lowest low,
 * close and adjusted close of the last, volumes summed, dated by the last session. The first and
 * the last period may be incomplete: they tell of the sessions given.
 *
 * @param bars ascending by date
 * @returns `bars` itself for `daily`, new columns otherwise
 */
export function resample(bars: AdjustedBars, frequency: Frequency): AdjustedBars {
  if (frequency === 'daily') return bars;
  const starts = periodStarts(bars.dates, PERIOD_OF[frequency]);
  const result = emptyAdjustedBars(starts.length);
  starts.forEach((start, period) => {
    const end = starts[period + 1] ?? bars.dates.length;
    mergeSessions(bars, { start, end }, result, period);
  });
  return result;
}

/** The indices at which a new period begins. */
function periodStarts(dates: Int32Array, periodOf: (epochDay: number) => number): number[] {
  const starts: number[] = [];
  let current: number | null = null;
  dates.forEach((day, i) => {
    const period = periodOf(day);
    if (period !== current) starts.push(i);
    current = period;
  });
  return starts;
}

function mergeSessions(
  bars: AdjustedBars,
  { start, end }: { start: number; end: number },
  result: AdjustedBars,
  period: number,
): void {
  const last = end - 1;
  result.dates[period] = bars.dates[last] as number;
  result.open[period] = bars.open[start] as number;
  result.close[period] = bars.close[last] as number;
  result.adjustedClose[period] = bars.adjustedClose[last] as number;
  let [high, low, volume] = [-Infinity, Infinity, 0];
  for (let i = start; i < end; i += 1) {
    high = Math.max(high, bars.high[i] as number);
    low = Math.min(low, bars.low[i] as number);
    volume += bars.volume[i] as number;
  }
  result.high[period] = high;
  result.low[period] = low;
  result.volume[period] = volume;
}
