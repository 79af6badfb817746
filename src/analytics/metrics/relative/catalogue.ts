import type { MetricDefinition } from '../metric.js';
import { alpha } from './alpha.js';
import { beta } from './beta.js';
import { correlation } from './correlation.js';

/** What it did beside its benchmark, in the order in which it is shown. */
export const RELATIVE_METRICS = [
  beta,
  alpha,
  correlation,
] as const satisfies readonly MetricDefinition[];
