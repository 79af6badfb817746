import type { Outcome } from '../figure.js';
import { sampleCovariance } from '../kernels/moments.js';
import type { ReturnColumn } from '../sample.js';

/** Pearson's correlation of two columns of one length; missing where one of them is constant. */
export function pearson(a: ReturnColumn, b: ReturnColumn): Outcome {
  if (a.moments.isConstant || b.moments.isConstant) return 'zero-variance';
  const covariance = sampleCovariance(
    { values: a.values, ...a.moments },
    { values: b.values, ...b.moments },
  );
  const ratio = covariance / (a.moments.standardDeviation * b.moments.standardDeviation);
  return Math.max(-1, Math.min(1, ratio));
}
