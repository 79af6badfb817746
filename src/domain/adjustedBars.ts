import { adjustCloses, multipliers, type AdjustmentFactor, type Adjustment } from './adjustment.js';
import type { BarColumns } from './barColumns.js';
import type { AdjustedBars } from './resample.js';
import type { TradingDate } from './tradingDate.js';

/**
 * The factors as they were when `date` was the newest session: those of later ex-dates are left
 * out and the rest rebased, so that the last is 1 and 1 again. Ratios of prices stay as they are.
 *
 * @param factors ascending by date
 */
export function factorsAsOf(
  factors: readonly AdjustmentFactor[],
  date: TradingDate,
): AdjustmentFactor[] {
  const known = factors.filter(({ fromDate }) => fromDate <= date);
  const last = known.at(-1);
  if (last === undefined || known.length === factors.length) return known;
  return known.map(({ fromDate, splitFactor, dividendFactor }) => ({
    fromDate,
    splitFactor: splitFactor.div(last.splitFactor),
    dividendFactor: dividendFactor.div(last.dividendFactor),
  }));
}

/**
 * As-traded bars with the adjustment asked for. Open, high, low and close are multiplied by their
 * date's factor; volume is divided by the split factor unless nothing is adjusted, in shares of
 * today; the adjusted close is the total-return close whatever is asked.
 *
 * @param bars as traded, ascending by date
 * @param factors of the same asset
 */
export function adjustBars(
  bars: BarColumns,
  factors: readonly AdjustmentFactor[],
  adjustment: Adjustment,
): AdjustedBars {
  const factor = multipliers(bars.dates, factors, adjustment);
  const split = multipliers(bars.dates, factors, adjustment === 'none' ? 'none' : 'splits');
  const scaled = (column: Float64Array): Float64Array =>
    column.map((price, i) => price * (factor[i] as number));
  return {
    dates: bars.dates,
    open: scaled(bars.open),
    high: scaled(bars.high),
    low: scaled(bars.low),
    close: scaled(bars.close),
    volume: bars.volume.map((shares, i) => shares / (split[i] as number)),
    adjustedClose: adjustCloses(bars, factors),
  };
}
