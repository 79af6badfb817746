import type { Finding } from '../../domain/finding.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';

/** Columns of one length, ascending by date. */
export interface AdjustedCloses {
  readonly symbol: string;
  /** Days since 1970. */
  readonly dates: Int32Array;
  /** As traded. */
  readonly close: Float64Array;
  /** Ours, derived from the stored actions. */
  readonly adjustedClose: Float64Array;
  /** The provider's own; NaN where it sent none. */
  readonly providerAdjustedClose: Float64Array;
  /** False where the source leaves dividends out, which then explains a difference. */
  readonly hasDividends: boolean;
}

/** Relative difference up to which two adjusted closes agree: providers' own jitter. */
export const ADJUSTED_CLOSE_TOLERANCE = 1e-5;
/** Dates of unexplained steps that a finding lists. */
const STEPS_LISTED_MAX = 20;

interface Comparison {
  readonly rows: number;
  readonly differing: number;
  readonly first: number;
  readonly worst: number;
  readonly worstDifference: number;
  readonly steps: readonly Step[];
}

/** A date between which and the bar before the provider adjusts otherwise than we do. */
interface Step {
  readonly date: TradingDate;
  /** What the provider's factor changes by beside ours: below 1 where it knows of more cash. */
  readonly ratio: number;
  /** The cash per share that would explain it; negative where ours is too much. */
  readonly unexplainedCash: number;
}

/**
 * Compares our adjusted closes with the provider's up to one constant factor, because actions after
 * the last bar rescale a whole history. The factor is taken at the last bar that both have.
 *
 * @param tolerance relative
 * @returns no finding where they agree, or one `adjusted-close-differs` with the first date that
 * differs, the worst relative difference, and the dates at which the two part
 */
export function checkAdjustedCloses(
  closes: AdjustedCloses,
  tolerance = ADJUSTED_CLOSE_TOLERANCE,
): Finding[] {
  const found = compare(closes, tolerance);
  if (found === null || found.differing === 0) return [];
  const dateAt = (index: number): TradingDate => fromEpochDay(closes.dates[index] ?? 0);
  const first = dateAt(found.first);
  const where = found.steps.map(({ date }) => date).slice(0, 3);
  const reason = closes.hasDividends
    ? `an action differs near ${where.join(', ')}${found.steps.length > 3 ? ', …' : ''}`
    : 'the source has no dividends, so ours cannot carry them';
  return [
    {
      symbol: closes.symbol,
      code: 'adjusted-close-differs',
      severity: 'warning',
      tradeDate: first,
      message: `From ${first} on, adjusted closes differ from the provider's: ${reason}.`,
      detail: {
        reason: closes.hasDividends ? 'actions-differ' : 'dividends-missing',
        firstDate: first,
        worstDate: dateAt(found.worst),
        worstRelativeDifference: found.worstDifference,
        differing: found.differing,
        rows: found.rows,
        steps: found.steps.slice(0, STEPS_LISTED_MAX),
      },
    },
  ];
}

function compare(closes: AdjustedCloses, tolerance: number): Comparison | null {
  const { adjustedClose: ours, providerAdjustedClose: theirs, close, dates } = closes;
  const ratios = Float64Array.from(ours, (own, i) => (theirs[i] ?? Number.NaN) / own);
  const last = ratios.findLastIndex(Number.isFinite);
  if (last < 0) return null;
  const scale = ratios[last] as number;
  let [rows, differing, first, worst, worstDifference] = [0, 0, -1, -1, 0];
  let before = -1;
  const steps: Step[] = [];
  ratios.forEach((ratio, i) => {
    if (!Number.isFinite(ratio)) return;
    rows += 1;
    const difference = Math.abs(ratio / scale - 1);
    if (difference > tolerance) {
      differing += 1;
      if (first < 0) first = i;
    }
    if (difference > worstDifference) [worst, worstDifference] = [i, difference];
    if (before >= 0) {
      const change = (ratios[before] as number) / ratio;
      if (Math.abs(change - 1) > tolerance) {
        const unexplainedCash = (close[before] as number) * (1 - change);
        steps.push({ date: fromEpochDay(dates[i] as number), ratio: change, unexplainedCash });
      }
    }
    before = i;
  });
  return { rows, differing, first, worst, worstDifference, steps };
}
