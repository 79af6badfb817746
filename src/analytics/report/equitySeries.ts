import { lastIndexBefore } from '../../domain/adjustment.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
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

/** Growth ends where the money does: from then on it is 0, and all is lost. */
export function equitySeries({ ledger, path, input }: BacktestRun): EquitySeries {
  const { dates, equityCents, cashCents } = ledger.days;
  const growth = Array.from(dates, (_, i) => path.adjustedClose[i] ?? 0);
  let peak = 0;
  return {
    date: Array.from(dates, fromEpochDay),
    equity: Array.from(equityCents, moneyText),
    cash: Array.from(cashCents, moneyText),
    growth,
    drawdown: growth.map((value) => {
      peak = Math.max(peak, value);
      return value === peak ? 0 : value / peak - 1;
    }),
    benchmark: input.benchmark === null ? null : growthOn(dates, input.benchmark.series),
  };
}

/** Growth since the first date that both have; nothing is carried into days without a price. */
function growthOn(dates: Int32Array, { dates: days, adjustedClose }: AdjustedPrices) {
  let base: number | null = null;
  return Array.from(dates, (day) => {
    const place = lastIndexBefore(days, day + 1);
    if (days[place] !== day) return null;
    const price = adjustedClose[place] as number;
    base ??= price;
    return price / base;
  });
}

/** What was held after each day of trading. */
export function weightRows({ allocations, symbols, days }: BacktestLedger): WeightRow[] {
  return allocations.map(({ day, weights }) => {
    const held = symbols.flatMap((symbol, asset): [string, number][] => {
      const weight = weights[asset] as number;
      return weight === 0 ? [] : [[symbol, weight]];
    });
    const place = lastIndexBefore(days.dates, day + 1);
    const equity = days.equityCents[place] as number;
    return {
      date: fromEpochDay(day),
      weights: Object.fromEntries(held),
      cash: equity === 0 ? 0 : (days.cashCents[place] as number) / equity,
    };
  });
}
