import type { Outcome } from '../../figure.js';
import { gaussianVar, NORMAL_TAIL_1, NORMAL_TAIL_5 } from '../../kernels/normalTail.js';
import type { ReturnColumn } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { quantstatsSource } from './source.js';

const TAILS = { 95: NORMAL_TAIL_5, 99: NORMAL_TAIL_1 } as const;
export type Confidence = keyof typeof TAILS;

/** Mean + z · standard deviation: the quantile of a normal distribution of the column's moments. */
export function normalQuantileOf({ moments }: ReturnColumn, confidence: Confidence): Outcome {
  if (moments.isConstant) return 'zero-variance';
  return 0 - gaussianVar(moments, TAILS[confidence]);
}

function valueAtRisk(confidence: Confidence, difference: string): Variant {
  return defineVariant({
    name: `quantstats.stats.value_at_risk(confidence=0.${confidence})`,
    difference,
    formula: `mean + z * standard deviation of returns, z the ${100 - confidence} % quantile of the standard normal distribution`,
    latex: String.raw`\bar r + z\,s_r,\quad z=\Phi^{-1}(${(100 - confidence) / 100})`,
    sign: 'A return: a loss is negative.',
    minimumSample: 2,
    source: quantstatsSource('stats.py value_at_risk'),
    needs: [],
    compute: ({ returns }) => normalQuantileOf(returns, confidence),
  });
}

const OF_NORMAL =
  'Of a normal distribution, not of the returns themselves, and a loss is negative.';
const SIGN = 'A loss is negative.';

export const var95 = valueAtRisk(95, OF_NORMAL);
export const var99 = valueAtRisk(99, OF_NORMAL);
export const gaussianVar95 = valueAtRisk(95, SIGN);
export const gaussianVar99 = valueAtRisk(99, SIGN);
