import { growthOf } from '../../kernels/growth.js';
import type { Kernel, Sample } from '../../sample.js';
import { monthEnds, quarterEnds, yearEnds, type PeriodEnds } from '../calendarPeriods.js';

/** Said of every figure that takes calendar periods as quantstats does. */
export const PARTS_COUNT =
  'The first and the last period count even where the sample holds only a part of them';

/** Simple returns compounded over each calendar month that a return is earned in. */
export const returnsByMonth: Kernel<Float64Array> = (sample) =>
  compounded(sample, sample.of(monthEnds));
/** The same by calendar quarter. */
export const returnsByQuarter: Kernel<Float64Array> = (sample) =>
  compounded(sample, sample.of(quarterEnds));
/** The same by calendar year. */
export const returnsByYear: Kernel<Float64Array> = (sample) =>
  compounded(sample, sample.of(yearEnds));

/** The base price is no period of its own: a return counts on the date that it is earned on. */
function compounded({ prices }: Sample, { indices }: PeriodEnds): Float64Array {
  const ends = indices.filter((index) => index > 0);
  return Float64Array.from(ends, (end, i) => {
    const before = i === 0 ? 0 : (ends[i - 1] as number);
    return growthOf(prices[before] as number, prices[end] as number);
  });
}
