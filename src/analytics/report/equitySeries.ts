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
  const { growth, drawdown, benchmark } = growthColumns(run);
  return {
    date: dateTexts(dates),
    equity: rowsOf(equityCents, moneyText),
    cash: rowsOf(cashCents, moneyText),
    growth: rowsOf(growth, (value) => value),
    drawdown: rowsOf(drawdown, (value) => value),
    benchmark: benchmark && rowsOf(benchmark, (value) => (Number.isNaN(value) ? null : value)),
  };
}

/** The numbers of {@link EquitySeries}; NaN where the benchmark has no price. */
interface GrowthColumns {
  readonly growth: Float64Array;
  readonly drawdown: Float64Array;
  readonly benchmark: Float64Array | null;
}

/** Growth ends where the money does: from then on it is 0, and all is lost. */
export function growthColumns({ ledger, path, input }: BacktestRun): GrowthColumns {
  const { dates } = ledger.days;
  const growth = new Float64Array(dates.length);
  growth.set(path.adjustedClose);
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
function rowsOf<T>(column: Float64Array, make: (value: number) => T): T[] {
  const made = new Array<T>(column.length);
  for (let i = 0; i < made.length; i += 1) made[i] = make(column[i] as number);
  return made;
}

/** Each value's fall from the highest before it: 0 to −1. */
export function fallsOf(values: Float64Array): Float64Array {
  const falls = new Float64Array(values.length);
  let peak = 0;
  for (let i = 0; i < falls.length; i += 1) {
    const value = values[i] as number;
    peak = Math.max(peak, value);
    falls[i] = value === peak ? 0 : (value - peak) / peak;
  }
  return falls;
}

/** Growth since the first date that both have; nothing is carried into days without a price. */
function growthOn(dates: Int32Array, { dates: days, adjustedClose }: AdjustedPrices): Float64Array {
  const growth = new Float64Array(dates.length).fill(NaN);
  let base: number | null = null;
  let place = lastIndexBefore(days, dates[0] as number) + 1;
  for (let i = 0; i < dates.length; i += 1) {
    const day = dates[i] as number;
    while (place < days.length && (days[place] as number) < day) place += 1;
    if (days[place] !== day) continue;
    const price = adjustedClose[place] as number;
    base ??= price;
    growth[i] = price / base;
  }
  return growth;
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
