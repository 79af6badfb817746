import { inMemory } from '../../simd/memory.js';
import { longestOf, type Kernel, type NestKernel } from '../sample.js';
import { FallChains, NO_FALL } from './fallChain.js';

/** The deepest fall from a running peak. Indices into the sample's prices, the base being 0. */
export interface Drawdown {
  /** From −1 to 0: 0, all at the base, where no price lies below an earlier one. */
  readonly depth: number;
  /** The last price at the running peak before the trough. */
  readonly peakIndex: number;
  /** The first price at the bottom. */
  readonly troughIndex: number;
}

/** What the falls of a price path come to together. */
export interface DrawdownSummary extends Drawdown {
  /** Σ (price / running peak − 1) over all prices: from −n to 0. */
  readonly sum: number;
  /** Σ (price / running peak − 1)² over all prices. */
  readonly squareSum: number;
  /**
   * Calendar days of the longest fall: from the last date at the peak to the first at or above
   * it, or to the last date.
   */
  readonly longestDays: number;
}

/** Windows that end together share falls: see {@link FallChains}. */
const summariesOfNest: NestKernel<DrawdownSummary> = (nest) =>
  inMemory(() => {
    const { prices, dates } = longestOf(nest);
    const lengths = nest.map((sample) => sample.prices.length);
    const falls = new FallChains(prices, dates, lengths);
    const summaries: DrawdownSummary[] = [];
    let first = NO_FALL;
    for (let place = nest.length - 1; place >= 0; place -= 1) {
      const start = prices.length - (lengths[place] as number);
      first = falls.firstFrom(start, first);
      summaries[place] = summaryFrom(falls, first, start);
    }
    return summaries;
  });

const NO_FALLS: DrawdownSummary = {
  depth: 0,
  peakIndex: 0,
  troughIndex: 0,
  sum: 0,
  squareSum: 0,
  longestDays: 0,
};

function summaryFrom(falls: FallChains, first: number, start: number): DrawdownSummary {
  if (first === NO_FALL) return NO_FALLS;
  const deepest = falls.deepestFrom(first);
  return {
    depth: falls.depthOf(deepest),
    peakIndex: falls.peakOf(deepest) - start,
    troughIndex: falls.troughOf(deepest) - start,
    sum: falls.sumFrom(first),
    squareSum: falls.squareSumFrom(first),
    longestDays: falls.longestDaysFrom(first),
  };
}

/**
 * What the falls of the sample's prices come to.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a price is not a positive finite number
 */
export const drawdownSummary: Kernel<DrawdownSummary> = (sample) => sample.ofNest(summariesOfNest);
