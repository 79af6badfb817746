import { inMemory } from '../../simd/memory.js';
import type { Kernel } from '../sample.js';
import { FallChains, NO_FALL } from './fallChain.js';

/** A fall from a running peak until it is made good. Indices into prices, the base being 0. */
export interface DrawdownEpisode {
  /** From −1 to below 0: the lowest price against the peak. */
  readonly depth: number;
  /** The last price at the running peak. */
  readonly peakIndex: number;
  /** The first price at the bottom. */
  readonly troughIndex: number;
  /** The first price at or above the peak; null while there is none. */
  readonly recoveryIndex: number | null;
}

/** Every fall of a price path, in order, as columns of one length. */
export interface Drawdowns {
  readonly depth: Float64Array;
  readonly peakIndex: Int32Array;
  readonly troughIndex: Int32Array;
  /** The number of prices where the last fall is not made good. */
  readonly recoveryIndex: Int32Array;
  /** Σ (price / running peak − 1) over all prices: from −n to 0. */
  readonly sum: number;
  /** Σ (price / running peak − 1)² over all prices. */
  readonly squareSum: number;
}

/**
 * All falls of the sample's prices.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const drawdowns: Kernel<Drawdowns> = ({ prices, dates }) =>
  inMemory(() => {
    const falls = new FallChains(prices, dates, [prices.length]);
    const first = falls.firstFrom(0);
    const all: number[] = [];
    for (let fall = first; fall !== NO_FALL; fall = falls.nextOf(fall)) all.push(fall);
    return {
      depth: Float64Array.from(all, (fall) => falls.depthOf(fall)),
      peakIndex: Int32Array.from(all, (fall) => falls.peakOf(fall)),
      troughIndex: Int32Array.from(all, (fall) => falls.troughOf(fall)),
      recoveryIndex: Int32Array.from(all, (fall) => falls.endOf(fall)),
      sum: falls.sumFrom(first),
      squareSum: falls.squareSumFrom(first),
    };
  });

/** The same falls, one object each. */
export const drawdownEpisodes: Kernel<readonly DrawdownEpisode[]> = (sample) => {
  const { depth, peakIndex, troughIndex, recoveryIndex } = sample.of(drawdowns);
  return Array.from(depth, (value, i) => ({
    depth: value,
    peakIndex: peakIndex[i] as number,
    troughIndex: troughIndex[i] as number,
    recoveryIndex: recoveryIndex[i] === sample.prices.length ? null : (recoveryIndex[i] as number),
  }));
};
