import type { TradingDate } from './tradingDate.js';

const MILLISECONDS_PER_DAY = 86_400_000;
/** `01` to `31`. */
const TWO_DIGITS = Array.from({ length: 31 }, (_, i) => String(i + 1).padStart(2, '0'));

/**
 * Writes days (since 1970-01-01) as `fromEpochDay` does, many of them at a quarter of the cost: days
 * of the same month share their beginning.
 */
export function dateWriter(): (epochDay: number) => TradingDate {
  let [first, end, month] = [0, 0, ''];
  return (epochDay) => {
    if (epochDay < first || epochDay >= end) {
      const at = new Date(epochDay * MILLISECONDS_PER_DAY);
      const [year, monthIndex] = [at.getUTCFullYear(), at.getUTCMonth()];
      first = epochDay - at.getUTCDate() + 1;
      end = Date.UTC(year, monthIndex + 1) / MILLISECONDS_PER_DAY;
      month = `${String(year).padStart(4, '0')}-${TWO_DIGITS[monthIndex] as string}-`;
    }
    return (month + (TWO_DIGITS[epochDay - first] as string)) as TradingDate;
  };
}

/** A column of days as texts. */
export function dateTexts(epochDays: Int32Array): TradingDate[] {
  const write = dateWriter();
  const texts = new Array<TradingDate>(epochDays.length);
  for (let i = 0; i < texts.length; i += 1) texts[i] = write(epochDays[i] as number);
  return texts;
}
