import { isBeyond, movesOf, type Move } from '../moves.js';
import { cellsOf, type Remark, type SeriesRule } from '../rule.js';

/** The most bars that a spike lasts. A longer one may be the true level: see `extreme-move`. */
const SPIKE_MAX_BARS = 3;
/** How far, as a factor, a spike stands apart. */
const SPIKE_FACTOR = 2;
/** How near, relatively, the price comes back to where it left from. */
const RETURN_TOLERANCE = 0.2;

/** How many bars from the move on stand apart before the price is back, or 0 when it is no spike. */
function spikeLength(moves: readonly Move[], at: number): number {
  let product = moves[at]?.factor ?? 1;
  for (let length = 1; length <= SPIKE_MAX_BARS; length += 1) {
    const next = moves[at + length];
    if (next === undefined) return 0;
    product *= next.factor;
    if (isBeyond(next, SPIKE_FACTOR) && Math.abs(product - 1) <= RETURN_TOLERANCE) return length;
  }
  return 0;
}

export const priceSpike: SeriesRule = {
  code: 'price-spike',
  severity: 'error',
  catches:
    'Up to three bars that stand apart from both neighbours by more than a factor of two, splits ' +
    'undone: a wrong unit or a split booked for a day; they are refused. Index levels (`^`) do that.',
  inspect(series) {
    if (series.symbol.startsWith('^')) return [];
    const moves = movesOf(series);
    const remarks: Remark[] = [];
    for (let at = 0; at < moves.length; at += 1) {
      const move = moves[at] as Move;
      const length = isBeyond(move, SPIKE_FACTOR) ? spikeLength(moves, at) : 0;
      if (length === 0) continue;
      const refuses = Array.from({ length }, (_, i) => move.index + i);
      remarks.push({
        tradeDate: move.date,
        message:
          `${length} bar(s) from ${move.date} stand at ${move.factor.toPrecision(4)} times the ` +
          'price before, which then comes back: refused as an error of the source.',
        detail: {
          factor: move.factor,
          splitRatio: move.splitRatio,
          bars: refuses.flatMap((i) => series.bars[i] ?? []).map(cellsOf),
        },
        refuses,
      });
      at += length;
    }
    return remarks;
  },
};
