import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import { Exact, exactColumn, mean, sum } from '../../../../test/builders/exact.js';
import { misses, shapes, type Expected } from '../../../../test/builders/oracle.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { isSession } from '../../../domain/tradingCalendar.js';
import { addDays, addMonths, fromEpochDay, toEpochDay } from '../../../domain/tradingDate.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import { PERIODS_PER_YEAR, type Basis } from '../annualisation.js';
import type { Sample } from '../sample.js';
import { RETURN_METRICS } from './catalogue.js';

/** The metrics of the family that the oracle at the root of the metrics already tells of. */
const ELSEWHERE = ['totalReturn', 'cagr', 'bestDay', 'worstDay'];

/** Names the calendar month, quarter or year of a date, and numbers it. */
const NUMBER = {
  month: (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)),
  quarter: (date: string) => Number(date.slice(0, 4)) * 4 + Math.ceil(Number(date.slice(5, 7)) / 3),
  year: (date: string) => Number(date.slice(0, 4)),
};
type Period = keyof typeof NUMBER;

/** Returns of complete calendar periods by looking up the last date of each one by one. */
function calendarReturns(dates: readonly TradingDate[], prices: Decimal[], by: Period): Decimal[] {
  const numbers = dates.map(NUMBER[by]);
  let next = addDays(dates.at(-1)!, 1);
  while (!isSession(next)) next = addDays(next, 1);
  const closeOf = (number: number): Decimal | undefined => {
    if (number === NUMBER[by](next)) return undefined;
    const index = numbers.lastIndexOf(number);
    return index < 0 ? undefined : prices[index];
  };
  return [...new Set(numbers)].flatMap((number) => {
    const [close, before] = [closeOf(number), closeOf(number - 1)];
    return close && before ? [close.div(before).minus(1)] : [];
  });
}

function longestRun(values: Decimal[], isPart: (value: Decimal) => boolean): Decimal {
  const runs = values
    .map((value) => (isPart(value) ? 'x' : ' '))
    .join('')
    .split(/ +/);
  return new Exact(Math.max(...runs.map(({ length }) => length)));
}

function trailing(dates: TradingDate[], prices: Decimal[], months: number, isAnnual = false) {
  const base = addMonths(dates.at(-1)!, -months);
  const index = dates.findLastIndex((date) => date <= base);
  return trailingFrom(dates, prices, index, isAnnual);
}

function trailingFrom(dates: TradingDate[], prices: Decimal[], index: number, isAnnual = false) {
  if (index < 0) return 'insufficient-history';
  const growth = prices.at(-1)!.div(prices[index]!);
  const days = toEpochDay(dates.at(-1)!) - toEpochDay(dates[index]!);
  return (isAnnual ? growth.pow(new Exact(365.25).div(days)) : growth).minus(1);
}

function ofCalendar(returns: Decimal[], value: (returns: Decimal[]) => Decimal): Expected {
  return returns.length === 0 ? 'no-complete-period' : value(returns);
}

const geometricMean = (returns: Decimal[]): Decimal =>
  returns
    .reduce((product, value) => product.times(value.plus(1)), new Exact(1))
    .pow(new Exact(1).div(returns.length))
    .minus(1);
const shareOfGains = (returns: Decimal[]): Decimal =>
  new Exact(returns.filter((value) => value.gt(0)).length).div(returns.length);

function oracle(sample: Sample): Record<string, Expected> {
  const dates = Array.from(sample.dates, fromEpochDay);
  const prices = exactColumn(sample.prices);
  const returns = exactColumn(sample.returns.values);
  const n = returns.length;
  const [months, quarters, years] = (['month', 'quarter', 'year'] as const).map((by) =>
    calendarReturns(dates, prices, by),
  ) as [Decimal[], Decimal[], Decimal[]];
  const gains = returns.filter((value) => value.gt(0));
  const losses = returns.filter((value) => value.lt(0));
  const growthPerPeriod = prices.at(-1)!.div(prices[0]!).pow(new Exact(1).div(n)).minus(1);
  const last = dates.at(-1)!;
  const before = (prefix: string) => dates.findLastIndex((date) => date < prefix);
  return {
    meanReturn: mean(returns),
    meanReturnAnnual: mean(returns).times(sample.periodsPerYear),
    geometricMeanReturn: growthPerPeriod,
    expectedReturnDaily:
      sample.periodsPerYear === PERIODS_PER_YEAR.daily ? growthPerPeriod : 'basis-too-coarse',
    expectedReturnMonthly: ofCalendar(months, geometricMean),
    expectedReturnYearly: ofCalendar(years, geometricMean),
    returnMtd: trailingFrom(dates, prices, before(last.slice(0, 7))),
    returnYtd: trailingFrom(dates, prices, before(last.slice(0, 4))),
    return3m: trailing(dates, prices, 3),
    return6m: trailing(dates, prices, 6),
    return1y: trailing(dates, prices, 12),
    return3yAnnual: trailing(dates, prices, 36, true),
    return5yAnnual: trailing(dates, prices, 60, true),
    return10yAnnual: trailing(dates, prices, 120, true),
    bestMonth: ofCalendar(months, (values) => Exact.max(...values)),
    worstMonth: ofCalendar(months, (values) => Exact.min(...values)),
    bestYear: ofCalendar(years, (values) => Exact.max(...values)),
    worstYear: ofCalendar(years, (values) => Exact.min(...values)),
    averageGain: gains.length === 0 ? 'no-gains' : sum(gains).div(gains.length),
    averageLoss: losses.length === 0 ? 'no-losses' : sum(losses).div(losses.length),
    winRate: new Exact(gains.length).div(n),
    winRateMonthly: ofCalendar(months, shareOfGains),
    winRateQuarterly: ofCalendar(quarters, shareOfGains),
    winRateYearly: ofCalendar(years, shareOfGains),
    longestWinStreak: longestRun(returns, (value) => value.gt(0)),
    longestLossStreak: longestRun(returns, (value) => value.lt(0)),
    exposure: new Exact(gains.length + losses.length).div(n),
  };
}

/** A month's end, `i` months after December 2009. */
const monthEnd = (i: number): number =>
  toEpochDay(addDays(addMonths('2010-01-01' as TradingDate, i), -1));

describe('return metrics against a 50-digit oracle', () => {
  it.each(shapes())('daily: $name', ({ returns }) => {
    const elapsedDays = Math.round((returns.length * 365.25) / 252);
    const sample = buildSample({ returns, elapsedDays });
    expect(misses(sample, RETURN_METRICS, oracle(sample))).toEqual({});
  });

  it.each(shapes())('monthly: $name', ({ returns: daily }) => {
    const returns = daily.subarray(0, 300);
    const dates = Int32Array.from({ length: returns.length + 1 }, (_, i) => monthEnd(i));
    const basis: Basis = 'monthly';
    const sample = buildSample({ returns, dates, basis });
    expect(misses(sample, RETURN_METRICS, oracle(sample))).toEqual({});
  });

  it('tells of every metric', () => {
    const told = Object.keys(oracle(buildSample({ returns: [0.1, -0.1] })));
    expect([...told, ...ELSEWHERE].toSorted()).toEqual(
      RETURN_METRICS.map(({ id }) => id).toSorted(),
    );
  });
});
