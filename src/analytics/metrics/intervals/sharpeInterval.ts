import { shapeOf } from '../kernels/shape.js';
import type { Kernel, ReturnColumn } from '../sample.js';
import { normalQuantile } from './distributions/gamma.js';
import { around, upperProbability, type AnalyticInterval } from './interval.js';

/**
 * Of a mean over its standard deviation, times the root of P.
 *
 * @param column whose mean and deviation they are: excess returns, active returns
 */
export function sharpeInterval(column: Kernel<ReturnColumn>): AnalyticInterval {
  return {
    method: 'asymptotic normal with skewness and kurtosis',
    formula:
      'estimate ± q sqrt(P) sqrt((1 + h^2 / 2 - skewness h + excess kurtosis h^2 / 4) / n), ' +
      'h the ratio per period',
    assumption: 'Returns are independent and many; they may be skewed and fat-tailed.',
    source: 'Mertens, working paper, University of Basel (2002); Opdyke, J. Asset Mgmt 8 (2007)',
    compute(sample, estimate, confidence) {
      const { moments } = column(sample);
      if (moments.isConstant) return null;
      const { skewness, excessKurtosis } = shapeOf(moments);
      const scale = Math.sqrt(sample.periodsPerYear);
      const ratio = estimate / scale;
      const variance =
        (1 + (ratio * ratio) / 2 - skewness * ratio + (excessKurtosis * ratio * ratio) / 4) /
        moments.n;
      if (!(variance >= 0)) return null;
      const quantile = normalQuantile(upperProbability(confidence));
      return around(estimate, quantile * scale * Math.sqrt(variance));
    },
  };
}
