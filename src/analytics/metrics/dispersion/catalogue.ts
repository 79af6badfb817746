import type { MetricDefinition } from '../metric.js';
import { downsideDeviation } from './downsideDeviation.js';
import { volatility } from './volatility.js';

/** How returns spread around their middle, in the order in which it is shown. */
export const DISPERSION_METRICS = [
  volatility,
  downsideDeviation,
] as const satisfies readonly MetricDefinition[];
