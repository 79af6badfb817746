import type { CalendarFrequency } from '../../../domain/calendarPeriod.js';
import { periodOf } from '../../../domain/resample.js';
import type { Kernel, Sample } from '../sample.js';

/** The last price of each calendar period that has one. Columns of one length, ascending. */
export interface PeriodEnds {
  /** Months, quarters or years, numbered without a gap. */
  readonly periods: Int32Array;
  /** Indices into the sample's prices. */
  readonly indices: Int32Array;
}

/** The ends of the calendar months that the sample has a price in. */
export const monthEnds: Kernel<PeriodEnds> = (sample) => periodEnds(sample, 'monthly');
/** The ends of its calendar quarters. */
export const quarterEnds: Kernel<PeriodEnds> = (sample) => periodEnds(sample, 'quarterly');
/** The ends of its calendar years. */
export const yearEnds: Kernel<PeriodEnds> = (sample) => periodEnds(sample, 'yearly');

function periodEnds({ dates }: Sample, frequency: CalendarFrequency): PeriodEnds {
  const numbers = dates.map((day) => periodOf(frequency, day));
  const indices = Int32Array.from(numbers.keys()).filter((i) => numbers[i] !== numbers[i + 1]);
  return { periods: indices.map((i) => numbers[i] as number), indices };
}
