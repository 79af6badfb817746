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
  const ascending = losses.toSorted();
  const size = losses.length / oneIn;
  const whole = Math.ceil(size) - 1;
  const quantile = ascending[losses.length - 1 - whole] as number;
  let sum = 0;
  for (let i = losses.length - whole; i < losses.length; i += 1) sum += ascending[i] as number;
  return { quantile, mean: (sum + (size - whole) * quantile) / size };
}
