import { negated } from './negated.js';
import { selectSmallest } from './selection.js';

/** The worst part of some losses. */
export interface LossTail {
  /** The least loss of the tail: the ⌈n/oneIn⌉-th worst, an observation. */
  readonly quantile: number;
  /** The mean of the worst n/oneIn losses, the last of them counted in part. */
  readonly mean: number;
}

/**
 * The tail of losses that one in `oneIn` falls into, whatever falls on its edge: the least, over y,
 * of y + oneIn · mean of max(0, loss − y), and the y where it is.
 *
 * Source: Rockafellar and Uryasev, Journal of Banking and Finance 26 (2002), 1443-1471.
 *
 * @param losses at least one
 */
export function lossTail(losses: Float64Array, oneIn: number): LossTail {
  const size = losses.length / oneIn;
  const whole = Math.ceil(size) - 1;
  const worst = negated(losses);
  selectSmallest(worst, worst.length, whole);
  const quantile = 0 - (worst[whole] as number);
  // Added up from the least on, in one order whatever the selection leaves.
  const beyond = worst.subarray(0, whole).sort();
  let sum = 0;
  for (let i = whole - 1; i >= 0; i -= 1) sum -= beyond[i] as number;
  return { quantile, mean: (sum + (size - whole) * quantile) / size };
}
