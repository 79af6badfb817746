import { RESTATEMENT_TOLERANCE, type PriceBar } from './priceBar.js';
import { toEpochDay } from './tradingDate.js';

/** As-traded bars as columns of one length, ascending by date (days since 1970-01-01). */
export interface BarColumns {
  readonly dates: Int32Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

const NUMBER_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Columns of `length` rows, to be filled. */
export function emptyBarColumns(length: number): BarColumns {
  const column = (): Float64Array => new Float64Array(length);
  return {
    dates: new Int32Array(length),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}

/** @param bars ascending by date */
export function toBarColumns(bars: readonly PriceBar[]): BarColumns {
  const columns = emptyBarColumns(bars.length);
  bars.forEach((bar, i) => {
    columns.dates[i] = toEpochDay(bar.date);
    columns.open[i] = bar.open.toNumber();
    columns.high[i] = bar.high.toNumber();
    columns.low[i] = bar.low.toNumber();
    columns.close[i] = bar.close.toNumber();
    columns.volume[i] = Number(bar.volume);
  });
  return columns;
}

/**
 * Whether row `i` of `a` and row `j` of `b` tell of the same bar: two downloads of one bar differ
 * by float noise, up to the relative {@link RESTATEMENT_TOLERANCE}.
 *
 * @param columns what is compared beside the date; all unless given
 */
export function isSameBar(
  a: BarColumns,
  i: number,
  b: BarColumns,
  j: number,
  columns: readonly (typeof NUMBER_COLUMNS)[number][] = NUMBER_COLUMNS,
): boolean {
  if (a.dates[i] !== b.dates[j]) return false;
  return columns.every((name) => {
    const [x, y] = [a[name][i] as number, b[name][j] as number];
    return Math.abs(x - y) <= RESTATEMENT_TOLERANCE * Math.max(1, Math.abs(x), Math.abs(y));
  });
}
