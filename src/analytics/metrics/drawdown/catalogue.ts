import type { MetricDefinition } from '../metric.js';
import { maxDrawdown } from './maxDrawdown.js';
import { longestDrawdownDays } from './longestDrawdownDays.js';
import { ulcerIndex } from './ulcerIndex.js';

/** Falls from the running peak, in the order in which it is shown. */
export const DRAWDOWN_METRICS = [
  maxDrawdown,
  longestDrawdownDays,
  ulcerIndex,
] as const satisfies readonly MetricDefinition[];
