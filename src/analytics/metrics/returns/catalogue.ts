import type { MetricDefinition } from '../metric.js';
import { cagr } from './cagr.js';
import { totalReturn } from './totalReturn.js';
import { bestDay } from './bestDay.js';
import { worstDay } from './worstDay.js';
import { winRate } from './winRate.js';

/** What was earned, in the order in which it is shown. */
export const RETURN_METRICS = [
  totalReturn,
  cagr,
  bestDay,
  worstDay,
  winRate,
] as const satisfies readonly MetricDefinition[];
