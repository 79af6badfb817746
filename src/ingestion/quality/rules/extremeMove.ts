import { isBeyond, movesOf, type Move } from '../moves.js';
import { cellsOf, type SeriesRule } from '../rule.js';

/**
 * Beyond this factor a session's move is reported: below 2, because a split of 2 that the source
 * left out comes with the day's own move.
 */
const EXTREME_FACTOR = 1.6;
/** Ratios that shares are commonly split by. */
const SPLIT_RATIOS = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50];
/** How near a move must come to a ratio, relatively, to look like it. */
const LIKENESS = 0.08;

const isNear = (factor: number, ratio: number): boolean =>
  Math.abs(factor / ratio - 1) <= LIKENESS || Math.abs(factor * ratio - 1) <= LIKENESS;

/** What a move looks like, in words. */
function suspicion({ factor, splitRatio }: Move): string {
  if (splitRatio !== 1 && isNear(factor, splitRatio)) {
    return `it looks like the split of ${splitRatio} on that day, not carried through by the source`;
  }
  if (isNear(factor, 100)) return 'it looks like a change of unit (hundredths)';
  const ratio = SPLIT_RATIOS.find((candidate) => isNear(factor, candidate));
  return ratio === undefined
    ? 'nothing known explains it'
    : `it looks like a split of ${ratio} that is not among the actions`;
}

export const extremeMove: SeriesRule = {
  code: 'extreme-move',
  severity: 'warning',
  catches:
    'A close that is 1.6 times the one before or more, or as far below it, splits undone: kept, ' +
    'because it cannot be told which side is right, and reported with what it looks like.',
  inspect: (series) =>
    movesOf(series)
      .filter((move) => isBeyond(move, EXTREME_FACTOR))
      .map((move) => {
        const [before, bar] = [series.bars[move.index - 1], series.bars[move.index]];
        return {
          tradeDate: move.date,
          message:
            `The close of ${move.date} is ${move.factor.toPrecision(4)} times the one before: ` +
            `${suspicion(move)}. Kept; compare with another source.`,
          detail: {
            factor: move.factor,
            splitRatio: move.splitRatio,
            before: before === undefined ? null : cellsOf(before),
            bar: bar === undefined ? null : cellsOf(bar),
          },
        };
      }),
};
