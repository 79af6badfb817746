import { lastIndexBefore } from '../../../../domain/adjustment.js';
import { addMonths, fromEpochDay, toEpochDay } from '../../../../domain/tradingDate.js';
import type { Outcome } from '../../figure.js';
import { growthOf, growthPerYear } from '../../kernels/growth.js';
import type { Kernel, Sample } from '../../sample.js';
import { monthEnds, yearEnds, type PeriodEnds } from '../calendarPeriods.js';
import { defineVariant, type Variant } from '../variant.js';
import { ffnSource } from './source.js';

const endPrice = ({ prices }: Sample): number => prices.at(-1) as number;

/** The day that lies some months before the sample's last. */
function dayBefore({ dates }: Sample, months: number): number {
  return toEpochDay(addMonths(fromEpochDay(dates.at(-1) as number), -months));
}

function sincePeriodEnd(field: string, period: string, ends: Kernel<PeriodEnds>): Variant {
  return defineVariant({
    name: `ffn.PerformanceStats.${field}`,
    difference: `A sample that begins within the ${period} gives the return since its first price.`,
    formula: `end price / last price of the ${period} before - 1; of a sample within one ${period}, end price / first price - 1`,
    latex: String.raw`\frac{P_n}{P_{\mathrm{end}(m-1)}} - 1`,
    sign: 'Positive is a gain.',
    minimumSample: 1,
    source: ffnSource(`calc_${field}`),
    needs: [],
    compute(sample): Outcome {
      const { periods, indices } = sample.of(ends);
      const last = periods.length - 1;
      if (last === 0) return growthOf(sample.prices[0] as number, endPrice(sample));
      const gap = (periods[last] as number) - (periods[last - 1] as number);
      if (gap !== 1) return 'insufficient-history';
      return growthOf(sample.prices[indices[last - 1] as number] as number, endPrice(sample));
    },
  });
}

function sinceMonthsAgo(field: string, months: number): Variant {
  return defineVariant({
    name: `ffn.PerformanceStats.${field}`,
    difference: 'On the monthly basis the base date is not moved to the end of its month.',
    formula: `end price / last price on or before the day ${months} months before the last - 1`,
    latex: String.raw`\frac{P_n}{P_{t_0}} - 1`,
    sign: 'Positive is a gain.',
    minimumSample: 4,
    source: ffnSource('PerformanceStats'),
    needs: [],
    compute(sample): Outcome {
      const base = lastIndexBefore(sample.dates, dayBefore(sample, months) + 1);
      if (base < 0) return 'insufficient-history';
      return growthOf(sample.prices[base] as number, endPrice(sample));
    },
  });
}

function growthSinceYearsAgo(field: string, years: number, calendarYearsMin: number): Variant {
  return defineVariant({
    name: `ffn.PerformanceStats.${field}`,
    difference: `Based on the first price on or after the day ${years} years before the last, not on the last one before it; a sample that begins later, but touches ${calendarYearsMin} calendar years, gives its growth since its first price.`,
    formula: `(end price / first price on or after the day ${years} years before the last)^(365.25 / calendar days between them) - 1`,
    latex: String.raw`\left(\frac{P_n}{P_{t_0}}\right)^{365.25/(d_n-d_{t_0})} - 1`,
    sign: 'Positive is growth.',
    minimumSample: 4,
    source: ffnSource('PerformanceStats'),
    needs: [],
    compute(sample): Outcome {
      const { dates, prices } = sample;
      const { periods } = sample.of(yearEnds);
      const touched = (periods.at(-1) as number) - (periods[0] as number) + 1;
      if (touched < calendarYearsMin) return 'insufficient-history';
      const base = lastIndexBefore(dates, dayBefore(sample, 12 * years)) + 1;
      const days = (dates.at(-1) as number) - (dates[base] as number);
      return growthPerYear(prices[base] as number, endPrice(sample), days);
    },
  });
}

export const returnMtd = sincePeriodEnd('mtd', 'month', monthEnds);
export const returnYtd = sincePeriodEnd('ytd', 'year', yearEnds);
export const return3m = sinceMonthsAgo('three_month', 3);
export const return6m = sinceMonthsAgo('six_month', 6);
export const return1y = sinceMonthsAgo('one_year', 12);
export const return3yAnnual = growthSinceYearsAgo('three_year', 3, 3);
export const return5yAnnual = growthSinceYearsAgo('five_year', 5, 5);
export const return10yAnnual = growthSinceYearsAgo('ten_year', 10, 10);
