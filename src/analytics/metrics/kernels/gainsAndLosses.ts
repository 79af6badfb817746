import { assert } from '../../../domain/errors.js';
import type { Kernel } from '../sample.js';

/** Counts, sums and ends of the returns of either sign. */
export interface GainsAndLosses {
  /** Returns above 0. */
  readonly gainCount: number;
  /** Returns below 0. */
  readonly lossCount: number;
  /** Sum of the returns above 0; never negative. */
  readonly gainSum: number;
  /** Sum of the returns below 0; never positive. */
  readonly lossSum: number;
  /** −Infinity for no returns. */
  readonly largest: number;
  /** Infinity for no returns. */
  readonly smallest: number;
}

/** @throws HighwaterError INTERNAL_ASSERTION when a return is not finite */
export function gainsAndLossesOf(values: Float64Array): GainsAndLosses {
  let gainCount = 0;
  let lossCount = 0;
  let gains = 0;
  let losses = 0;
  let largest = -Infinity;
  let smallest = Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const size = Math.abs(value);
    gainCount += Number(value > 0);
    lossCount += Number(value < 0);
    gains += size + value;
    losses += value - size;
    if (value > largest) largest = value;
    if (value < smallest) smallest = value;
  }
  assert(Number.isFinite(gains - losses), 'returns are finite numbers');
  return { gainCount, lossCount, gainSum: gains / 2, lossSum: losses / 2, largest, smallest };
}

/** Gains and losses of the sample's returns. */
export const gainsAndLosses: Kernel<GainsAndLosses> = ({ returns }) =>
  gainsAndLossesOf(returns.values);
