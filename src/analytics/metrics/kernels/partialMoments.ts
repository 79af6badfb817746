import { riskFreeOf, type Kernel, type Sample } from '../sample.js';
import { excessReturns } from './excess.js';
import { aroundRiskFree } from './thresholds.js';

/** Mean distance of returns from a threshold by side, per period, over all n returns. */
export interface FirstPartialMoments {
  /** Mean of max(0, return − threshold). */
  readonly above: number;
  /** Mean of max(0, threshold − return). */
  readonly below: number;
}

/** A column and the threshold that is the risk-free return of each of its periods. */
interface Thresholded {
  readonly values: Float64Array;
  readonly threshold: number;
}

function againstRiskFree(sample: Sample): Thresholded {
  const riskFree = riskFreeOf(sample);
  if (typeof riskFree === 'number') return { values: sample.returns.values, threshold: riskFree };
  return { values: sample.of(excessReturns).values, threshold: 0 };
}

/**
 * Both partial moments of order 1 around the risk-free return of each period. Needs a risk-free
 * rate.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export const firstPartialMoments: Kernel<FirstPartialMoments> = (sample) => {
  const n = sample.returns.values.length;
  const { above, below } = sample.of(aroundRiskFree);
  return { above: above / n, below: below / n };
};

/** Mean of max(0, return − risk-free return)², per period, over all n. Needs a risk-free rate. */
export const upperSecondMoment: Kernel<number> = (sample) => {
  const { values, threshold } = againstRiskFree(sample);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    const above = (values[i] as number) - threshold;
    if (above > 0) sum += above * above;
  }
  return sum / values.length;
};

/** Mean of max(0, risk-free return − return)³, per period, over all n. Needs a risk-free rate. */
export const lowerThirdMoment: Kernel<number> = (sample) => {
  const { values, threshold } = againstRiskFree(sample);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    const below = threshold - (values[i] as number);
    if (below > 0) sum += below * below * below;
  }
  return sum / values.length;
};
