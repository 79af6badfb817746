import type { Kernel } from '../sample.js';
import { drawdowns } from './drawdown.js';

/** How many of the deepest falls the Sterling and Burke ratios look at. */
export const WORST_FALLS = 5;

/** The deepest falls of a price path, each from its peak until that is reached again. */
export interface WorstFalls {
  /** At most five; 0 where the price never falls. */
  readonly count: number;
  /** Mean of their depths: negative, or 0 where there is none. */
  readonly meanDepth: number;
  /** Σ of their squared depths. */
  readonly squareSum: number;
}

/** @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number */
export const worstFalls: Kernel<WorstFalls> = (sample) => {
  const worst = sample.of(drawdowns).depth.toSorted().subarray(0, WORST_FALLS);
  const count = worst.length;
  const depthSum = worst.reduce((sum, depth) => sum + depth, 0);
  const squareSum = worst.reduce((sum, depth) => sum + depth * depth, 0);
  return { count, meanDepth: count === 0 ? 0 : depthSum / count, squareSum };
};
