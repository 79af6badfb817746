import { Dec } from '../src/domain/decimals.js';
import type { PriceBar } from '../src/domain/priceBar.js';
import { addDays, isWeekend, tradingDate, type TradingDate } from '../src/domain/tradingDate.js';

/** One symbol's bars, and the run that they are said to come from. */
export interface BenchAsset {
  readonly id: string;
  readonly symbol: string;
  readonly bars: readonly PriceBar[];
}

export const SOURCE = 'csv';
export const RUN_ID = '0193fe00-0000-7000-8000-ffffffffffff';
const FIRST_DATE = tradingDate('2005-01-03');
const CENT = 2;

/** Weekdays from the first date on: a bar each. */
function weekdays(count: number): TradingDate[] {
  const dates: TradingDate[] = [];
  for (let date = FIRST_DATE; dates.length < count; date = addDays(date, 1)) {
    if (!isWeekend(date)) dates.push(date);
  }
  return dates;
}

/**
 * The same bars each time: closes that wander, open and close with six decimals, high and low in
 * cents, as rescaled downloads have them.
 */
export function benchAssets(symbols: number, days: number): BenchAsset[] {
  const dates = weekdays(days);
  let state = 20260101;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: symbols }, (_, i) => {
    let price = 20 + 400 * next();
    const bars = dates.map((date): PriceBar => {
      const open = price * (1 + 0.01 * (next() - 0.5));
      price *= 1 + 0.03 * (next() - 0.499);
      return {
        date,
        open: new Dec(open.toFixed(6)),
        high: new Dec((Math.max(open, price) + 0.5).toFixed(CENT)),
        low: new Dec((Math.min(open, price) * 0.98).toFixed(CENT)),
        close: new Dec(price.toFixed(6)),
        volume: BigInt(Math.floor(1e8 * next())),
      };
    });
    const id = `0193fe00-0000-7000-8000-${String(i).padStart(12, '0')}`;
    return { id, symbol: `B${i}`, bars };
  });
}

/** A bar as a line of CSV, in the column order of the product's COPY. */
export function csvLine(asset: BenchAsset, bar: PriceBar): string {
  const prices = [bar.open, bar.high, bar.low, bar.close].map((it) => it.toFixed()).join(',');
  return `${asset.id},${bar.date},${prices},${bar.volume},${SOURCE},${RUN_ID}\n`;
}
