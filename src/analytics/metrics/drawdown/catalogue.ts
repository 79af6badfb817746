import type { MetricDefinition } from '../metric.js';
import { averageDrawdown } from './averageDrawdown.js';
import { averageDrawdownDays } from './averageDrawdownDays.js';
import { averageRecoveryDays } from './averageRecoveryDays.js';
import { cdar95 } from './cdar95.js';
import { currentDrawdown } from './currentDrawdown.js';
import { drawdownAtRisk95 } from './drawdownAtRisk95.js';
import { drawdownDeviation } from './drawdownDeviation.js';
import { edar95 } from './edar95.js';
import { longestDrawdownDays } from './longestDrawdownDays.js';
import { maxDrawdown } from './maxDrawdown.js';
import { painIndex } from './painIndex.js';
import { ulcerIndex } from './ulcerIndex.js';

/** Falls from the running peak, in the order in which it is shown. */
export const DRAWDOWN_METRICS = [
  maxDrawdown,
  averageDrawdown,
  longestDrawdownDays,
  averageDrawdownDays,
  averageRecoveryDays,
  drawdownDeviation,
  ulcerIndex,
  painIndex,
  currentDrawdown,
  drawdownAtRisk95,
  cdar95,
  edar95,
] as const satisfies readonly MetricDefinition[];
