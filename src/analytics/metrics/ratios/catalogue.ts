import type { MetricDefinition } from '../metric.js';
import { calmar } from './calmar.js';
import { sharpe } from './sharpe.js';
import { sortino } from './sortino.js';

/** What was earned for the risk taken, in the order in which it is shown. */
export const RATIO_METRICS = [
  sharpe,
  sortino,
  calmar,
] as const satisfies readonly MetricDefinition[];
