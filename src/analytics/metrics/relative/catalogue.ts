import type { MetricDefinition } from '../metric.js';
import { alpha } from './alpha.js';
import { beta } from './beta.js';
import { correlation } from './correlation.js';
import { rSquared } from './rSquared.js';
import { trackingError } from './trackingError.js';
import { informationRatio } from './informationRatio.js';
import { upCapture } from './upCapture.js';
import { downCapture } from './downCapture.js';

/** What it did beside its benchmark, in the order in which it is shown. */
export const RELATIVE_METRICS = [
  beta,
  alpha,
  correlation,
  rSquared,
  trackingError,
  informationRatio,
  upCapture,
  downCapture,
] as const satisfies readonly MetricDefinition[];
