import { ReturnColumn, type Kernel } from '../sample.js';

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
  return ofColumn(new ReturnColumn(values));
}

/** Without a branch: |x| + x is 2 max(0, x), exactly. */
function ofColumn({ values, moments }: ReturnColumn): GainsAndLosses {
  let [gains, gainsOdd, losses, lossesOdd, lossCount] = [0, 0, 0, 0, 0];
  const length = values.length;
  const pairedLength = length & ~1;
  for (let i = 0; i < pairedLength; i += 2) {
    const even = values[i] as number;
    const odd = values[i + 1] as number;
    gains += Math.abs(even) + even;
    gainsOdd += Math.abs(odd) + odd;
    losses += even - Math.abs(even);
    lossesOdd += odd - Math.abs(odd);
    lossCount += Number(even < 0) + Number(odd < 0);
  }
  if (pairedLength < length) {
    const last = values[pairedLength] as number;
    gains += Math.abs(last) + last;
    losses += last - Math.abs(last);
    lossCount += Number(last < 0);
  }
  return {
    gainCount: moments.positives,
    lossCount,
    gainSum: (gains + gainsOdd) / 2,
    lossSum: (losses + lossesOdd) / 2,
    largest: moments.largest,
    smallest: moments.smallest,
  };
}

/** Gains and losses of the sample's returns. */
export const gainsAndLosses: Kernel<GainsAndLosses> = ({ returns }) => ofColumn(returns);
