import { ReturnColumn, type Kernel } from '../sample.js';
import { deviationsOf } from './deviations.js';

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
 */
export const rescaledRanges: Kernel<readonly RescaledRange[]> = ({ returns: { values } }) => {
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
    const ratio = rescaledRangeOf(values.subarray(end - blockLength, end));
    if (ratio === null) continue;
    total += ratio;
    blocks += 1;
  }
  return blocks === 0 ? null : total / blocks;
}

/** The range of the running sum of deviations over their deviation (÷ n); null if constant. */
function rescaledRangeOf(values: Float64Array): number | null {
  const block = new ReturnColumn(values);
  if (block.moments.isConstant) return null;
  let [running, low, high] = [0, 0, 0];
  const deviations = deviationsOf(block);
  for (let i = 0; i < deviations.length; i += 1) {
    running += deviations[i] as number;
    if (running < low) low = running;
    if (running > high) high = running;
  }
  return (high - low) / Math.sqrt(block.moments.m2);
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
