import { lastIndexBefore } from '../../domain/adjustment.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { windowBase, type Window } from '../../domain/window.js';

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
 * the last one there is. Its base is the last session on or before the window's base date,
 * counted back from that end, or on or before `from`; `max` is based on the first session.
 *
 * @param dates days since 1970, ascending
 * @returns null where the history begins after the base date, ends before it, or is empty
 */
export function sliceWindow(dates: Int32Array, range: Range): WindowSlice | null {
  const { to } = range;
  const endIndex = to === undefined ? dates.length - 1 : lastIndexBefore(dates, toEpochDay(to) + 1);
  const endDay = dates[endIndex];
  if (endDay === undefined) return null;
  const base = 'from' in range ? range.from : windowBase(range.window, fromEpochDay(endDay));
  const baseIndex = base === null ? 0 : lastIndexBefore(dates, toEpochDay(base) + 1);
  if (baseIndex < 0 || baseIndex > endIndex) return null;
  return { baseIndex, endIndex };
}
