import { PRICE_FIELDS } from '../../../domain/priceBar.js';
import type { Remark, SeriesRule, SoundBar } from '../rule.js';

/** Bars alike, one after the other, from which on prices count as stale. */
const STALE_BARS = 5;

function isRepeated(a: SoundBar | undefined, b: SoundBar): boolean {
  if (a === undefined || !PRICE_FIELDS.every((field) => a[field].eq(b[field]))) return false;
  return a.volume === b.volume;
}

export const stalePrices: SeriesRule = {
  code: 'stale-prices',
  severity: 'warning',
  catches:
    'Five or more bars in a row that repeat each other in prices and volume: kept, reported.',
  inspect({ bars }) {
    const remarks: Remark[] = [];
    let from = 0;
    for (let i = 1; i <= bars.length; i += 1) {
      const bar = bars[i];
      if (bar !== undefined && isRepeated(bars[i - 1], bar)) continue;
      const [first, last, length] = [bars[from], bars[i - 1], i - from];
      if (length >= STALE_BARS && first !== undefined && last !== undefined) {
        remarks.push({
          tradeDate: first.date,
          message: `${length} bars from ${first.date} to ${last.date} repeat each other. Kept.`,
          detail: { from: first.date, to: last.date, bars: length, close: first.close.toString() },
        });
      }
      from = i;
    }
    return remarks;
  },
};
