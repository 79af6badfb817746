import type { MetricDefinition } from '../metric.js';
import { autocorrelation } from './autocorrelation.js';
import { downsideDeviation } from './downsideDeviation.js';
import { downsideFrequency } from './downsideFrequency.js';
import { downsidePotential } from './downsidePotential.js';
import { excessKurtosis } from './excessKurtosis.js';
import { giniMeanDifference } from './giniMeanDifference.js';
import { hurstExponent } from './hurstExponent.js';
import { meanAbsoluteDeviation } from './meanAbsoluteDeviation.js';
import { semiDeviation } from './semiDeviation.js';
import { skewness } from './skewness.js';
import { smoothingIndex } from './smoothingIndex.js';
import { upsideFrequency } from './upsideFrequency.js';
import { volatility } from './volatility.js';

/** How returns spread around their middle, in the order in which it is shown. */
export const DISPERSION_METRICS = [
  volatility,
  downsideDeviation,
  semiDeviation,
  downsideFrequency,
  upsideFrequency,
  downsidePotential,
  meanAbsoluteDeviation,
  giniMeanDifference,
  skewness,
  excessKurtosis,
  autocorrelation,
  hurstExponent,
  smoothingIndex,
] as const satisfies readonly MetricDefinition[];
