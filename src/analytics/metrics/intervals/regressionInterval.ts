import { coMoments } from '../kernels/coMoments.js';
import { meanRiskFreeOfPair } from '../kernels/excess.js';
import type { Kernel } from '../sample.js';
import { studentQuantile } from './distributions/beta.js';
import { around, upperProbability, type AnalyticInterval } from './interval.js';

/** Standard errors of the line of an asset's returns on its benchmark's, per period. */
interface LineErrors {
  readonly degrees: number;
  /** Of what lies around the line. */
  readonly residual: number;
  readonly slope: number;
}

const lineErrors: Kernel<LineErrors> = (sample) => {
  const { asset, benchmark, covariance } = sample.of(coMoments);
  const { n } = asset;
  const explained = (covariance * covariance) / benchmark.variance;
  const unexplained = Math.max(0, asset.variance - explained) * (n - 1);
  const residual = Math.sqrt(unexplained / (n - 2));
  const slope = residual / Math.sqrt(benchmark.variance * (n - 1));
  return { degrees: n - 2, residual, slope };
};

const ASSUMPTION =
  'Returns are independent, and spread around the line evenly, and normally or many.';
const SOURCE = 'Greene, Econometric Analysis, 7th ed., ch. 4';

/** Of the slope of the regression on the benchmark. */
export const slopeInterval: AnalyticInterval = {
  method: 'student-t',
  formula: 'estimate ± q s / sqrt(sum of (b - mean b)^2), s^2 = residual squares / (n - 2)',
  assumption: ASSUMPTION,
  source: SOURCE,
  compute(sample, estimate, confidence) {
    const { degrees, slope } = sample.of(lineErrors);
    if (degrees < 1) return null;
    return around(estimate, studentQuantile(upperProbability(confidence), degrees) * slope);
  },
};

/** Of the height of the line where the benchmark earns the risk-free return, times P. */
export const interceptInterval: AnalyticInterval = {
  method: 'student-t',
  formula:
    'estimate ± q P s sqrt(1 / n + (mean b - rf)^2 / sum of (b - mean b)^2), ' +
    's^2 = residual squares / (n - 2)',
  assumption: `${ASSUMPTION} The risk-free return is known.`,
  source: SOURCE,
  compute(sample, estimate, confidence) {
    const { degrees, residual, slope } = sample.of(lineErrors);
    if (degrees < 1) return null;
    const { benchmark } = sample.of(coMoments);
    const distance = benchmark.mean - sample.of(meanRiskFreeOfPair);
    const error = Math.hypot(residual / Math.sqrt(benchmark.n), distance * slope);
    const quantile = studentQuantile(upperProbability(confidence), degrees);
    return around(estimate, quantile * error * sample.periodsPerYear);
  },
};
