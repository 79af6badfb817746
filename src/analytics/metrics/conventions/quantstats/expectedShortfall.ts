import type { Outcome } from '../../figure.js';
import { ReturnColumn } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { quantstatsSource } from './source.js';
import { normalQuantileOf, type Confidence } from './valueAtRisk.js';

/** The mean of the values below the normal quantile; the quantile itself where none is below. */
export function meanBelowNormalQuantile(column: ReturnColumn, confidence: Confidence): Outcome {
  const quantile = normalQuantileOf(column, confidence);
  if (typeof quantile !== 'number') return quantile;
  const below = column.values.filter((value) => value < quantile);
  return below.length === 0 ? quantile : new ReturnColumn(below).moments.mean;
}

function expectedShortfall(confidence: Confidence): Variant {
  return defineVariant({
    name: `quantstats.stats.conditional_value_at_risk(confidence=0.${confidence})`,
    difference:
      'The tail is cut off at the quantile of a normal distribution, not at that of the returns, and a loss is negative.',
    formula: `mean of the returns below mean + z * standard deviation, z the ${100 - confidence} % quantile of the standard normal distribution; that bound itself where no return is below`,
    latex: String.raw`\frac{1}{|T|}\sum_{t\in T}r_t,\quad T=\{t: r_t<\bar r+\Phi^{-1}(${(100 - confidence) / 100})\,s_r\}`,
    sign: 'A return: a loss is negative.',
    minimumSample: 2,
    source: quantstatsSource('stats.py conditional_value_at_risk'),
    needs: [],
    compute: ({ returns }) => meanBelowNormalQuantile(returns, confidence),
  });
}

export const cvar95 = expectedShortfall(95);
export const cvar99 = expectedShortfall(99);
