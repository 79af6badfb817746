import type { MetricDefinition } from '../metric.js';
import { cvar95 } from './cvar95.js';
import { var95 } from './var95.js';
import { var99 } from './var99.js';
import { cvar99 } from './cvar99.js';

/** How bad the worst periods are, in the order in which it is shown. */
export const TAIL_METRICS = [
  var95,
  var99,
  cvar95,
  cvar99,
] as const satisfies readonly MetricDefinition[];
