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

const SHORTER = 'a history that begins later gives the figure over what there is of it';

const FIRST_DAY = `The return earned on the first day of the span counts too, and ${SHORTER}.`;
const PART = 'A history that begins later gives the figure over what there is of it.';

interface Span {
  readonly label: string;
  readonly since: string;
  readonly difference: string;
  readonly firstDate: FirstDate;
}

function trailingReturn({ label, since, difference, firstDate }: Span): Variant {
  return defineVariant({
    name: `quantstats.reports.metrics "${label}"`,
    difference,
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

const sinceMonths = (label: string, span: string, months: number): Variant =>
  trailingReturn({
    label,
    since: `the day ${span} before the last`,
    difference: FIRST_DAY,
    firstDate: monthsBefore(months),
  });

export const returnMtd = trailingReturn({
  label: 'MTD %',
  since: 'the first of the month',
  difference: PART,
  firstDate: (end) => `${end.slice(0, 7)}-01`,
});
export const returnYtd = trailingReturn({
  label: 'YTD %',
  since: '1 January',
  difference: PART,
  firstDate: (end) => `${end.slice(0, 4)}-01-01`,
});
export const return3m = sinceMonths('3M %', '3 months', 3);
export const return6m = sinceMonths('6M %', '6 months', 6);
export const return1y = sinceMonths('1Y %', 'a year', 12);
export const return3yAnnual = trailingGrowth('3Y (ann.) %', 35, ', not 36');
export const return5yAnnual = trailingGrowth('5Y (ann.) %', 59, ', not 60');
export const return10yAnnual = trailingGrowth('10Y (ann.) %', 120, '');
