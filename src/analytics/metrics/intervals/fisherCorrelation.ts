import { pairOf, type Sample } from '../sample.js';
import { normalQuantile } from './distributions/gamma.js';
import { upperProbability, type AnalyticInterval } from './interval.js';

/** Both ends of a correlation's interval; null with three pairs or fewer. */
function ends(
  sample: Sample,
  correlation: number,
  confidence: number,
): { low: number; high: number } | null {
  const n = pairOf(sample).asset.values.length;
  if (n < 4) return null;
  // Of ±1 the transform is infinite, and the interval is the point.
  if (Math.abs(correlation) === 1) return { low: correlation, high: correlation };
  const halfWidth = normalQuantile(upperProbability(confidence)) / Math.sqrt(n - 3);
  const centre = Math.atanh(correlation);
  return { low: Math.tanh(centre - halfWidth), high: Math.tanh(centre + halfWidth) };
}

const ASSUMPTION = 'Pairs of returns are independent and normal together.';
const SOURCE = 'Fisher, Biometrika 10 (1915), 507-521';

/** Of Pearson's correlation with the benchmark. */
export const correlationInterval: AnalyticInterval = {
  method: 'Fisher z',
  formula: 'tanh(atanh(estimate) ± q / sqrt(n - 3))',
  assumption: ASSUMPTION,
  source: SOURCE,
  compute: ends,
};

/** Of the square of a correlation: the squares of what the correlation's interval holds. */
export const squaredCorrelationInterval: AnalyticInterval = {
  method: 'Fisher z',
  formula: 'the squares of all values in tanh(atanh(sqrt(estimate)) ± q / sqrt(n - 3))',
  assumption: ASSUMPTION,
  source: SOURCE,
  compute(sample, estimate, confidence) {
    const range = ends(sample, Math.sqrt(estimate), confidence);
    if (range === null) return null;
    const { low, high } = range;
    return { low: low < 0 ? 0 : low * low, high: Math.max(low * low, high * high) };
  },
};
