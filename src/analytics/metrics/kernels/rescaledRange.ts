import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';
import { isRounding } from './moments.js';

/** Blocks are no shorter than this: in shorter ones the range is mostly that of noise. */
export const BLOCK_LENGTH_MIN = 8;

/** The rescaled range at one length of blocks. */
export interface RescaledRange {
  readonly blockLength: number;
  /** Mean of range / standard deviation over the blocks that vary at all. */
  readonly mean: number;
  /** What independent normal returns would have on average. */
  readonly expected: number;
}

/**
 * Rescaled ranges of the sample's returns at block lengths n/2, n/4, n/8 …, rounded down, to no
 * fewer than 8. Blocks do not overlap; the last one ends with the sample.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const rescaledRanges: Kernel<readonly RescaledRange[]> = ({ returns }) => {
  const { values } = returns;
  assert(Number.isFinite(returns.moments.mean), 'returns are finite numbers');
  const ranges: RescaledRange[] = [];
  for (let parts = 2; values.length / parts >= BLOCK_LENGTH_MIN; parts *= 2) {
    const blockLength = Math.floor(values.length / parts);
    const mean = meanRescaledRange(values, blockLength);
    if (mean !== null) ranges.push({ blockLength, mean, expected: expectedRange(blockLength) });
  }
  return ranges;
};

/** Null where no block varies. */
function meanRescaledRange(values: Float64Array, blockLength: number): number | null {
  let [total, blocks] = [0, 0];
  for (let end = values.length; end >= blockLength; end -= blockLength) {
    const ratio = rescaledRangeOf(values, end - blockLength, end);
    if (ratio === null) continue;
    total += ratio;
    blocks += 1;
  }
  return blocks === 0 ? null : total / blocks;
}

/**
 * The range of the running sum of a block's deviations over their deviation (÷ n); null if constant.
 * In place: there are a thousand blocks.
 */
function rescaledRangeOf(values: Float64Array, begin: number, end: number): number | null {
  const n = end - begin;
  const mean = meanAbout(0, values, begin, end);
  // What rounding left in the mean would add up in the running sum.
  const error = meanAbout(mean, values, begin, end);
  let [running, low, high, squares] = [0, 0, 0, 0];
  for (let i = begin; i < end; i += 1) {
    const deviation = (values[i] as number) - mean - error;
    squares += deviation * deviation;
    running += deviation;
    if (running < low) low = running;
    if (running > high) high = running;
  }
  if (isRounding(Math.sqrt(squares / (n - 1)), mean)) return null;
  return (high - low) / Math.sqrt(squares / n);
}

/** The mean distance of values from a centre. */
function meanAbout(centre: number, values: Float64Array, begin: number, end: number): number {
  let sum = 0;
  for (let i = begin; i < end; i += 1) sum += (values[i] as number) - centre;
  return sum / (end - begin);
}

/**
 * The expected rescaled range of m independent normal returns,
 * Γ((m − 1)/2) / (√π Γ(m/2)) · Σ √((m − i)/i), i from 1 to m − 1. Source: Anis and Lloyd,
 * Biometrika 63 (1976), 111-116. The ratio of gammas at m + 2 is (m − 1)/m of that at m.
 */
function expectedRange(m: number): number {
  let gammaRatio = m % 2 === 0 ? 1 : 2 / Math.PI;
  for (let k = m % 2 === 0 ? 2 : 3; k < m; k += 2) gammaRatio *= (k - 1) / k;
  let sum = 0;
  for (let i = 1; i < m; i += 1) sum += Math.sqrt((m - i) / i);
  return gammaRatio * sum;
}
