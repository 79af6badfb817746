import type { MetricDefinition } from '../metric.js';
import { cagr } from './cagr.js';
import { totalReturn } from './totalReturn.js';

/** What was earned, in the order in which it is shown. */
export const RETURN_METRICS = [totalReturn, cagr] as const satisfies readonly MetricDefinition[];
