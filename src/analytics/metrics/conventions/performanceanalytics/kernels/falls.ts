import { drawdowns } from '../../../kernels/drawdown.js';
import type { Sample } from '../../../sample.js';

/** A fall from the running peak; indices into the prices. */
export interface Fall {
  readonly depth: number;
  readonly peakIndex: number;
  readonly troughIndex: number;
  /** One past the last price where the fall is not made good. */
  readonly recoveryIndex: number;
}

/** The mean of a figure of each fall; 0 where nothing falls, as the library has it. */
export function meanOfFalls(sample: Sample, figureOf: (fall: Fall) => number): number {
  const { depth, peakIndex, troughIndex, recoveryIndex } = sample.of(drawdowns);
  if (depth.length === 0) return 0;
  const figures = depth.map((value, i) =>
    figureOf({
      depth: value,
      peakIndex: peakIndex[i] as number,
      troughIndex: troughIndex[i] as number,
      recoveryIndex: recoveryIndex[i] as number,
    }),
  );
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
