import type { MetricDefinition } from '../metric.js';
import { downsideDeviation } from './downsideDeviation.js';
import { volatility } from './volatility.js';
import { skewness } from './skewness.js';
import { excessKurtosis } from './excessKurtosis.js';

/** How returns spread around their middle, in the order in which it is shown. */
export const DISPERSION_METRICS = [
  volatility,
  downsideDeviation,
  skewness,
  excessKurtosis,
] as const satisfies readonly MetricDefinition[];
