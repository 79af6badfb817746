import type { CorporateAction } from '../../domain/corporateAction.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { PreviousBar, Series } from './rule.js';

/** A close against the one before it, splits between them undone. */
export interface Move {
  readonly index: number;
  readonly date: TradingDate;
  /** This close over the last, in one share basis: 1 is no change. */
  readonly factor: number;
  /** The product of the splits between the two closes; 1 without any. */
  readonly splitRatio: number;
}

/** Every session's move, in order; the first bar's only where the bar before is known. */
export function movesOf({ bars, actions, previousBar }: Series): Move[] {
  const splits = actions.filter(({ kind }) => kind === 'split');
  const moves: Move[] = [];
  let [before, close]: [PreviousBar | null, number] = [
    previousBar,
    previousBar?.close.toNumber() ?? Number.NaN,
  ];
  bars.forEach((bar, index) => {
    const next = bar.close.toNumber();
    if (before !== null) {
      const splitRatio = ratioBetween(splits, before.date, bar.date);
      moves.push({ index, date: bar.date, factor: (next * splitRatio) / close, splitRatio });
    }
    [before, close] = [bar, next];
  });
  return moves;
}

/** The product of the splits after `from` up to and with `to`. */
function ratioBetween(
  splits: readonly CorporateAction[],
  from: TradingDate,
  to: TradingDate,
): number {
  let ratio = 1;
  for (const { exDate, value } of splits) {
    if (exDate > from && exDate <= to) ratio *= value.toNumber();
  }
  return ratio;
}

/** Whether a move goes beyond `limit` times, up or down. */
export function isBeyond({ factor }: Move, limit: number): boolean {
  return factor > limit || factor < 1 / limit;
}
