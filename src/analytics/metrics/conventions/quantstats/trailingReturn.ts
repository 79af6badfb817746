import { lastIndexBefore } from '../../../../domain/adjustment.js';
import {
  addMonths,
  fromEpochDay,
  toEpochDay,
  type TradingDate,
} from '../../../../domain/tradingDate.js';
import { growthOf } from '../../kernels/growth.js';
import type { Sample } from '../../sample.js';
import { countedGrowth } from '../countedGrowth.js';
import { defineVariant, type Variant } from '../variant.js';
import { quantstatsSource } from './source.js';

/** The first date whose return counts, of a span that ends on `end`. */
type FirstDate = (end: TradingDate) => string;

const monthsBefore =
  (months: number): FirstDate =>
  (end) =>
    addMonths(end, -months);

/** The price before the first return that is earned on or after a date; the base at the earliest. */
function baseIndex({ dates }: Sample, firstDate: FirstDate): number {
  const first = firstDate(fromEpochDay(dates.at(-1) as number)) as TradingDate;
  return Math.max(0, lastIndexBefore(dates, toEpochDay(first)));
}

const SHORTER = 'a history that begins later gives the return over what there is of it';

function trailingReturn(label: string, since: string, firstDate: FirstDate): Variant {
  return defineVariant({
    name: `quantstats.reports.metrics "${label}"`,
    difference: `The return earned on the first day of the span counts too, and ${SHORTER}.`,
    formula: `product of (1 + return) over the returns dated on or after ${since} - 1`,
    latex: String.raw`\prod_{t\ge t_0}(1+r_t) - 1`,
    sign: 'Positive is a gain.',
    minimumSample: 1,
    source: quantstatsSource('reports.py metrics'),
    needs: [],
    compute(sample) {
      const base = sample.prices[baseIndex(sample, firstDate)] as number;
      return growthOf(base, sample.prices.at(-1) as number);
    },
  });
}

function trailingGrowth(label: string, months: number, named: string): Variant {
  return defineVariant({
    name: `quantstats.reports.metrics "${label}"`,
    difference: `It takes the last ${months} months${named}, a year is P periods, and ${SHORTER}.`,
    formula: `(end price / price before the first return of the last ${months} months)^(P / returns since) - 1`,
    latex: String.raw`\left(\frac{P_n}{P_{t_0}}\right)^{P/(n-t_0)} - 1`,
    sign: 'Positive is growth.',
    minimumSample: 1,
    source: quantstatsSource('reports.py metrics'),
    needs: [],
    compute: (sample) => countedGrowth(sample, baseIndex(sample, monthsBefore(months))),
  });
}

export const returnMtd = trailingReturn(
  'MTD %',
  'the first of the month',
  (end) => `${end.slice(0, 7)}-01`,
);
export const returnYtd = trailingReturn('YTD %', '1 January', (end) => `${end.slice(0, 4)}-01-01`);
export const return3m = trailingReturn('3M %', 'the day 3 months before the last', monthsBefore(3));
export const return6m = trailingReturn('6M %', 'the day 6 months before the last', monthsBefore(6));
export const return1y = trailingReturn('1Y %', 'the day a year before the last', monthsBefore(12));
export const return3yAnnual = trailingGrowth('3Y (ann.) %', 35, ', not 36');
export const return5yAnnual = trailingGrowth('5Y (ann.) %', 59, ', not 60');
export const return10yAnnual = trailingGrowth('10Y (ann.) %', 120, '');
