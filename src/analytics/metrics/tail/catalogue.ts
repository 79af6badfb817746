import type { MetricDefinition } from '../metric.js';
import { cvar95 } from './cvar95.js';
import { cvar99 } from './cvar99.js';
import { evar95 } from './evar95.js';
import { gaussianCvar95 } from './gaussianCvar95.js';
import { gaussianCvar99 } from './gaussianCvar99.js';
import { gaussianVar95 } from './gaussianVar95.js';
import { gaussianVar99 } from './gaussianVar99.js';
import { modifiedCvar95 } from './modifiedCvar95.js';
import { modifiedCvar99 } from './modifiedCvar99.js';
import { modifiedVar95 } from './modifiedVar95.js';
import { modifiedVar99 } from './modifiedVar99.js';
import { var95 } from './var95.js';
import { var99 } from './var99.js';

/** How bad the worst periods are, in the order in which it is shown. */
export const TAIL_METRICS = [
  var95,
  var99,
  cvar95,
  cvar99,
  gaussianVar95,
  gaussianVar99,
  modifiedVar95,
  modifiedVar99,
  gaussianCvar95,
  gaussianCvar99,
  modifiedCvar95,
  modifiedCvar99,
  evar95,
] as const satisfies readonly MetricDefinition[];
