import type { Outcome } from '../../../figure.js';
import { expandedQuantile } from '../../../kernels/cornishFisher.js';
import type { Moments } from '../../../kernels/moments.js';
import type { NormalTail } from '../../../kernels/normalTail.js';
import { shapeOf } from '../../../kernels/shape.js';

/** The loss at the quantile of Cornish and Fisher, wherever their expansion is; n as divisor. */
export function modifiedLossOf(moments: Moments, { quantile }: NormalTail): number {
  const expanded = expandedQuantile(quantile, shapeOf(moments));
  return 0 - moments.mean - expanded * Math.sqrt(moments.m2);
}

/** A loss as the library lets it stand: none that is a gain, none above the whole. */
export function reasonableLoss(loss: number): Outcome {
  if (!Number.isFinite(loss)) return 'out-of-range';
  return loss < 0 ? 'no-downside' : Math.min(1, loss);
}

/** The same as a return, negative for a loss. */
export function reasonableReturn(loss: number): Outcome {
  const reasonable = reasonableLoss(loss);
  return typeof reasonable === 'number' ? 0 - reasonable : reasonable;
}
