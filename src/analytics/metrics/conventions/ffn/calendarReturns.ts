import type { Outcome } from '../../figure.js';
import { growthOf } from '../../kernels/growth.js';
import type { Kernel, Sample } from '../../sample.js';
import { addMonths, fromEpochDay, toEpochDay } from '../../../../domain/tradingDate.js';
import { monthEnds, yearEnds, type PeriodEnds } from '../calendarPeriods.js';
import { defineVariant, type Variant } from '../variant.js';
import { ffnSource } from './source.js';

/** Returns between the last prices of consecutive calendar periods. */
interface PeriodReturns {
  readonly returns: Float64Array;
  /** Calendar periods after the first, those without a price counted. */
  readonly count: number;
}

function betweenEnds({ prices }: Sample, { periods, indices }: PeriodEnds): PeriodReturns {
  const returns: number[] = [];
  for (let i = 1; i < periods.length; i += 1) {
    if ((periods[i] as number) - (periods[i - 1] as number) !== 1) continue;
    const [from, to] = [indices[i - 1] as number, indices[i] as number];
    returns.push(growthOf(prices[from] as number, prices[to] as number));
  }
  const count = (periods.at(-1) as number) - (periods[0] as number);
  return { returns: Float64Array.from(returns), count };
}

const returnsByMonth: Kernel<PeriodReturns> = (sample) => betweenEnds(sample, sample.of(monthEnds));
const returnsByYear: Kernel<PeriodReturns> = (sample) => betweenEnds(sample, sample.of(yearEnds));

/** ffn gives no figure of years to a sample that does not reach back this many months. */
const MONTHS_FOR_YEARS = 6;

function reachesBack({ dates }: Sample, months: number): boolean {
  const end = fromEpochDay(dates.at(-1) as number);
  return (dates[0] as number) <= toEpochDay(addMonths(end, -months));
}

interface Period {
  readonly name: 'month' | 'year';
  readonly returns: Kernel<PeriodReturns>;
  readonly monthsMin: number;
}
const MONTH: Period = { name: 'month', returns: returnsByMonth, monthsMin: 0 };
const YEAR: Period = { name: 'year', returns: returnsByYear, monthsMin: MONTHS_FOR_YEARS };

function ofPeriods(
  { returns, monthsMin }: Period,
  figure: (all: PeriodReturns) => number,
): Kernel<Outcome> {
  return (sample) => {
    if (!reachesBack(sample, monthsMin)) return 'insufficient-history';
    const all = sample.of(returns);
    return all.returns.length === 0 ? 'no-complete-period' : figure(all);
  };
}

const LAST_COUNTS = 'The last period counts even where it is not over';

function extreme(end: 'best' | 'worst', period: Period): Variant {
  const largest = (a: number, b: number): number => Math.max(a, b);
  const smallest = (a: number, b: number): number => Math.min(a, b);
  return defineVariant({
    name: `ffn.PerformanceStats.${end}_${period.name}`,
    difference: `${LAST_COUNTS}.`,
    formula: `${end === 'best' ? 'max' : 'min'} of the returns from the last price of each calendar ${period.name} to that of the next`,
    latex: String.raw`\${end === 'best' ? 'max' : 'min'}_m\left(\frac{P_{\mathrm{end}(m)}}{P_{\mathrm{end}(m-1)}} - 1\right)`,
    sign: 'Positive is a gain.',
    minimumSample: 4,
    source: ffnSource('PerformanceStats'),
    needs: [],
    compute: ofPeriods(period, ({ returns }) =>
      returns.reduce(end === 'best' ? largest : smallest),
    ),
  });
}

function winRate(field: string, period: Period): Variant {
  return defineVariant({
    name: `ffn.PerformanceStats.${field}`,
    difference: `${LAST_COUNTS}, and ${period.name}s without a price count as not won.`,
    formula: `number of calendar ${period.name}s that end above the one before / number of ${period.name}s after the first`,
    latex: String.raw`\frac{\#\{m: P_{\mathrm{end}(m)}>P_{\mathrm{end}(m-1)}\}}{M-1}`,
    sign: 'From 0 to 1.',
    minimumSample: 4,
    source: ffnSource('PerformanceStats'),
    needs: [],
    compute: ofPeriods(
      period,
      ({ returns, count }) => returns.filter((value) => value > 0).length / count,
    ),
  });
}

export const bestMonth = extreme('best', MONTH);
export const worstMonth = extreme('worst', MONTH);
export const bestYear = extreme('best', YEAR);
export const worstYear = extreme('worst', YEAR);
export const winRateMonthly = winRate('pos_month_perc', MONTH);
export const winRateYearly = winRate('win_year_perc', YEAR);
