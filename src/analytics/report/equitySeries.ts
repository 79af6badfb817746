import { lastIndexBefore } from '../../domain/adjustment.js';
import { dateTexts, dateWriter } from '../../domain/dateTexts.js';
import { toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { BacktestLedger } from '../backtest/ledger/ledger.js';
import { moneyText } from '../backtest/ledger/rows.js';
import type { AdjustedPrices } from '../frames/basis.js';
import type { BacktestRun } from './runBacktest.js';

/** A portfolio day by day, as columns of one length. */
export interface EquitySeries {
  readonly date: readonly TradingDate[];
  /** Decimal strings: cash and holdings after the trades of the close. */
  readonly equity: readonly string[];
  readonly cash: readonly string[];
  /** What one unit of money of the first day has become, payments in and out left aside. */
  readonly growth: readonly number[];
  /** From the highest growth before: 0 to −1. */
  readonly drawdown: readonly number[];
  /** What one unit in the benchmark has become; null where it has no price. */
  readonly benchmark: readonly (number | null)[] | null;
}

/** Fractions of equity after the trades of a day, by symbol; without those that are not held. */
export interface WeightRow {
  readonly date: TradingDate;
  readonly weights: Readonly<Record<string, number>>;
  readonly cash: number;
}

/** A portfolio day by day, money and all. */
export function equitySeries(run: BacktestRun): EquitySeries {
  const { dates, equityCents, cashCents } = run.ledger.days;
  return {
    date: dateTexts(dates),
    equity: columnOf(equityCents, moneyText),
    cash: columnOf(cashCents, moneyText),
    ...growthColumns(run),
  };
}

/** Growth ends where the money does: from then on it is 0, and all is lost. */
export function growthColumns({
  ledger,
  path,
  input,
}: BacktestRun): Pick<EquitySeries, 'growth' | 'drawdown' | 'benchmark'> {
  const { dates } = ledger.days;
  const growth = columnOf(dates, (_, i) => path.adjustedClose[i] ?? 0);
  const { benchmark } = input;
  return {
    growth,
    drawdown: fallsOf(growth),
    benchmark: benchmark === null ? null : growthOn(dates, benchmark.series),
  };
}

/** The path that a series tells of, for figures to be computed from; it ends with the money. */
export function growthPath({
  date,
  growth,
}: Pick<EquitySeries, 'date' | 'growth'>): AdjustedPrices {
  const end = growth.indexOf(0);
  const length = end < 0 ? growth.length : end;
  return {
    dates: Int32Array.from(date.slice(0, length), toEpochDay),
    adjustedClose: Float64Array.from(growth.slice(0, length)),
  };
}

/** What is made of each value of a column: `Array.from` takes ten times as long over typed arrays. */
function columnOf<T>(
  column: Int32Array | Float64Array,
  make: (value: number, index: number) => T,
): T[] {
  const made = new Array<T>(column.length);
  for (let i = 0; i < made.length; i += 1) made[i] = make(column[i] as number, i);
  return made;
}

/** Each value's fall from the highest before it: 0 to −1. */
export function fallsOf(values: readonly number[]): number[] {
  let peak = 0;
  return values.map((value) => {
    peak = Math.max(peak, value);
    return value === peak ? 0 : value / peak - 1;
  });
}

/** Growth since the first date that both have; nothing is carried into days without a price. */
function growthOn(dates: Int32Array, { dates: days, adjustedClose }: AdjustedPrices) {
  let base: number | null = null;
  let place = lastIndexBefore(days, dates[0] as number) + 1;
  return columnOf(dates, (day) => {
    while (place < days.length && (days[place] as number) < day) place += 1;
    if (days[place] !== day) return null;
    const price = adjustedClose[place] as number;
    base ??= price;
    return price / base;
  });
}

/** What was held after each day of trading. */
export function weightRows(ledger: BacktestLedger): WeightRow[] {
  const { allocations, symbols } = ledger;
  const dateOf = dateWriter();
  const cash = cashWeights(ledger);
  return allocations.map(({ day, weights }, row) => {
    const held: Record<string, number> = {};
    symbols.forEach((symbol, asset) => {
      const weight = weights[asset] as number;
      if (weight !== 0) held[symbol] = weight;
    });
    return { date: dateOf(day), weights: held, cash: cash[row] as number };
  });
}

/** The fraction of equity in cash after each day of trading. */
export function cashWeights({ allocations, days }: BacktestLedger): number[] {
  let place = 0;
  return allocations.map(({ day }) => {
    while (days.dates[place] !== day) place += 1;
    const equity = days.equityCents[place] as number;
    return equity === 0 ? 0 : (days.cashCents[place] as number) / equity;
  });
}
