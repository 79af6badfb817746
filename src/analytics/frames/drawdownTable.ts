import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { drawdownEpisodes, type DrawdownEpisode } from '../metrics/kernels/drawdown.js';
import type { Sample } from '../metrics/sample.js';

/** One of the worst drawdowns of a history. */
export interface DrawdownRow {
  /** 1 is the deepest. */
  readonly rank: number;
  /** From −1 to below 0. */
  readonly depth: number;
  /** The last session at the peak. */
  readonly peakDate: TradingDate;
  /** The first session at the bottom. */
  readonly troughDate: TradingDate;
  /** The first session back at the peak; null while it is under water. */
  readonly recoveryDate: TradingDate | null;
  /** Calendar days from the peak to the recovery, or to the last session. */
  readonly lengthDays: number;
  /** Calendar days from the peak to the trough. */
  readonly declineDays: number;
  /** Calendar days from the trough to the recovery. */
  readonly recoveryDays: number | null;
  /** Prices below the peak. */
  readonly sessions: number;
}

/** Deepest first; the earlier first of those that are equally deep. */
const byDepth = (a: DrawdownEpisode, b: DrawdownEpisode): number =>
  a.depth - b.depth || a.peakIndex - b.peakIndex;

/**
 * The worst drawdowns of a sample, deepest first.
 *
 * @param top how many at most
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export function drawdownTable(sample: Sample, top: number): DrawdownRow[] {
  const { dates } = sample;
  const end = dates.length - 1;
  const dayAt = (index: number): number => dates[index] as number;
  return sample
    .of(drawdownEpisodes)
    .toSorted(byDepth)
    .slice(0, top)
    .map(({ depth, peakIndex, troughIndex, recoveryIndex }, i) => ({
      rank: i + 1,
      depth,
      peakDate: fromEpochDay(dayAt(peakIndex)),
      troughDate: fromEpochDay(dayAt(troughIndex)),
      recoveryDate: recoveryIndex === null ? null : fromEpochDay(dayAt(recoveryIndex)),
      lengthDays: dayAt(recoveryIndex ?? end) - dayAt(peakIndex),
      declineDays: dayAt(troughIndex) - dayAt(peakIndex),
      recoveryDays: recoveryIndex === null ? null : dayAt(recoveryIndex) - dayAt(troughIndex),
      sessions: (recoveryIndex ?? end + 1) - 1 - peakIndex,
    }));
}
