import type { Kernel } from '../sample.js';
import { drawdownSummary } from './drawdownSummary.js';

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

/** Columns that a path is read into before it is known how many falls it has. */
class Episodes {
  depth = new Float64Array(64);
  peakIndex = new Int32Array(64);
  troughIndex = new Int32Array(64);
  recoveryIndex = new Int32Array(64);

  grow(): void {
    const grown = new Episodes();
    for (const name of ['depth', 'peakIndex', 'troughIndex', 'recoveryIndex'] as const) {
      const values = this[name];
      const Column = values.constructor as typeof Float64Array & typeof Int32Array;
      const wider = new Column(2 * values.length);
      wider.set(values);
      (grown as Record<typeof name, Float64Array | Int32Array>)[name] = wider;
    }
    Object.assign(this, grown);
  }
}

const scratch = new Episodes();

/**
 * All falls of the sample's prices.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const drawdowns: Kernel<Drawdowns> = (sample) => {
  const { sum, squareSum } = sample.of(drawdownSummary);
  const { prices } = sample;
  const length = prices.length;
  let count = 0;
  let peak = 0;
  for (let i = 0; i < length;) {
    let price = prices[i] as number;
    if (price >= peak) {
      peak = price;
      i += 1;
      continue;
    }
    if (count === scratch.depth.length) scratch.grow();
    scratch.peakIndex[count] = i - 1;
    let low = price;
    let troughIndex = i;
    do {
      if (price < low) {
        low = price;
        troughIndex = i;
      }
      i += 1;
      price = i < length ? (prices[i] as number) : Infinity;
    } while (price < peak);
    scratch.depth[count] = (low - peak) / peak;
    scratch.troughIndex[count] = troughIndex;
    scratch.recoveryIndex[count] = i;
    count += 1;
  }
  return {
    depth: scratch.depth.slice(0, count),
    peakIndex: scratch.peakIndex.slice(0, count),
    troughIndex: scratch.troughIndex.slice(0, count),
    recoveryIndex: scratch.recoveryIndex.slice(0, count),
    sum,
    squareSum,
  };
};

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

/** Where the deepest fall is, the first of equals. @see drawdownSummary */
export const deepestDrawdown = drawdownSummary;
