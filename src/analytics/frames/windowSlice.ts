import { lastIndexBefore } from '../../domain/adjustment.js';
import { periodOf } from '../../domain/resample.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { windowBase, type Window } from '../../domain/window.js';
import type { Basis } from '../metrics/annualisation.js';
import type { BasisPrices } from './basis.js';

/** Which part of a history: a named window that ends on `to`, or from one date to another. */
export type Range =
  | { readonly window: Window; readonly to?: TradingDate }
  | { readonly from: TradingDate; readonly to: TradingDate };

/** A part of a history. Indices into its dates, both ends included. */
export interface WindowSlice {
  /** The base price: no return of the slice is earned on it. */
  readonly baseIndex: number;
  readonly endIndex: number;
}

/**
 * The part of a history that a range means. It ends on the last session on or before `to`, or on
 * the last one there is. Its base is the price of the period that the base date lies in, which is
 * the window's, counted back from that end, or `from`: of daily prices the last session on or
 * before it, of weekly and monthly ones the end of its week or month. `max` is based on the first.
 *
 * @returns null where the history begins after the base date, ends before it, or is empty
 */
export function sliceWindow(
  { dates, periods }: Pick<BasisPrices, 'dates' | 'periods'>,
  range: Range,
  basis: Basis,
): WindowSlice | null {
  const { to } = range;
  const endIndex = to === undefined ? dates.length - 1 : lastIndexBefore(dates, toEpochDay(to) + 1);
  const endDay = dates[endIndex];
  if (endDay === undefined) return null;
  const baseDay = 'from' in range ? toEpochDay(range.from) : baseDayOf(range.window, endDay);
  return sliceFrom(periods, endIndex, baseDay === null ? null : periodOf(basis, baseDay));
}

/** The part that ends on `endIndex` and is based on the last of the periods up to `basePeriod`. */
function sliceFrom(
  periods: Int32Array,
  endIndex: number,
  basePeriod: number | null,
): WindowSlice | null {
  const baseIndex = basePeriod === null ? 0 : lastIndexBefore(periods, basePeriod + 1);
  if (baseIndex < 0 || baseIndex > endIndex) return null;
  return { baseIndex, endIndex };
}

function baseDayOf(window: Window, endDay: number): number | null {
  const base = windowBase(window, fromEpochDay(endDay));
  return base === null ? null : toEpochDay(base);
}

/** The slices of windows of daily prices, in their order: the bases of a day are kept. */
export class WindowSlicer {
  #endDay = NaN;
  #baseDays: readonly (number | null)[] = [];

  constructor(private readonly windows: readonly Window[]) {}

  /**
   * @param endIndex of the last session of the windows
   * @returns as {@link sliceWindow} for each of the windows
   */
  slices(dates: Int32Array, endIndex: number): (WindowSlice | null)[] {
    const endDay = dates[endIndex];
    if (endDay === undefined) return this.windows.map(() => null);
    if (endDay !== this.#endDay) {
      this.#baseDays = this.windows.map((window) => baseDayOf(window, endDay));
      this.#endDay = endDay;
    }
    return this.#baseDays.map((baseDay) => sliceFrom(dates, endIndex, baseDay));
  }
}
