import type { RateSeries } from './rateSeries.js';

const NAME_FORM = /^[A-Z][A-Z0-9_]{0,19}$/;
const NOT_A_NAME = ['NAN', 'INFINITY'];

/** Whether a text may name a stored series: up to 20 capitals, digits and `_`, as FRED has them. */
export function isRateSeriesName(text: string): boolean {
  return NAME_FORM.test(text) && !NOT_A_NAME.includes(text);
}

/** One value of one observation. Dates are days since 1970-01-01. */
export interface RateVintage {
  /** The day, or the first day of the month, that was observed. */
  readonly date: number;
  /** The first day on which the value could be used. */
  readonly knownFrom: number;
  /** Fraction per year. */
  readonly rate: number;
}

/**
 * The rate that could be used on each day: the newest observation known by then, in the value that
 * was known of it by then. A value that is corrected later counts from its correction on; an old
 * observation that becomes known late changes nothing.
 *
 * @param vintages in any order; of two of one observation and day the latter counts
 */
export function ratesAsKnown(vintages: readonly RateVintage[]): RateSeries {
  const ordered = vintages.toSorted((a, b) => a.knownFrom - b.knownFrom || a.date - b.date);
  const [dates, rates]: [number[], number[]] = [[], []];
  let newest = -Infinity;
  for (const { date, knownFrom, rate } of ordered) {
    if (date < newest) continue;
    newest = date;
    if (dates.at(-1) === knownFrom) {
      dates.pop();
      rates.pop();
    }
    dates.push(knownFrom);
    rates.push(rate);
  }
  return { dates: Int32Array.from(dates), rates: Float64Array.from(rates) };
}
