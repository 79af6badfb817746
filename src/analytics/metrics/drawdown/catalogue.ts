import type { MetricDefinition } from '../metric.js';
import { maxDrawdown } from './maxDrawdown.js';

/** Falls from the running peak, in the order in which it is shown. */
export const DRAWDOWN_METRICS = [maxDrawdown] as const satisfies readonly MetricDefinition[];
