import type { MetricDefinition } from '../metric.js';
import { activePremium } from './activePremium.js';
import { alpha } from './alpha.js';
import { appraisalRatio } from './appraisalRatio.js';
import { battingAverage } from './battingAverage.js';
import { beta } from './beta.js';
import { betaBear } from './betaBear.js';
import { betaBull } from './betaBull.js';
import { betaCoKurtosis } from './betaCoKurtosis.js';
import { betaCoSkewness } from './betaCoSkewness.js';
import { captureRatio } from './captureRatio.js';
import { coKurtosis } from './coKurtosis.js';
import { coSkewness } from './coSkewness.js';
import { correlation } from './correlation.js';
import { downCapture } from './downCapture.js';
import { henrikssonMerton } from './henrikssonMerton.js';
import { informationRatio } from './informationRatio.js';
import { mSquared } from './mSquared.js';
import { netSelectivity } from './netSelectivity.js';
import { rSquared } from './rSquared.js';
import { selectivity } from './selectivity.js';
import { specificRisk } from './specificRisk.js';
import { systematicRisk } from './systematicRisk.js';
import { timingRatio } from './timingRatio.js';
import { trackingError } from './trackingError.js';
import { treynor } from './treynor.js';
import { treynorMazuy } from './treynorMazuy.js';
import { upCapture } from './upCapture.js';

/** What it did beside its benchmark, in the order in which it is shown. */
export const RELATIVE_METRICS = [
  beta,
  alpha,
  correlation,
  rSquared,
  trackingError,
  informationRatio,
  activePremium,
  betaBull,
  betaBear,
  timingRatio,
  upCapture,
  downCapture,
  captureRatio,
  battingAverage,
  treynor,
  mSquared,
  appraisalRatio,
  selectivity,
  netSelectivity,
  systematicRisk,
  specificRisk,
  coSkewness,
  coKurtosis,
  betaCoSkewness,
  betaCoKurtosis,
  treynorMazuy,
  henrikssonMerton,
] as const satisfies readonly MetricDefinition[];
