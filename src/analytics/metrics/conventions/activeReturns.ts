import { pairOf, ReturnColumn, type Kernel } from '../sample.js';
import type { Formula } from './formula.js';

/** Returns less those of the benchmark, on their common dates. Needs a benchmark. */
export const activeReturns: Kernel<ReturnColumn> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  const other = benchmark.values;
  return new ReturnColumn(asset.values.map((value, i) => value - (other[i] as number)));
};

export const informationRatioPerPeriod: Formula = {
  difference: 'Per period: it is not multiplied by sqrt(P).',
  formula: 'mean(return - benchmark return) / standard deviation(return - benchmark return)',
  latex: String.raw`\frac{\overline{r-b}}{s_{r-b}}`,
  sign: 'Positive when it earned more than the benchmark.',
  minimumSample: 2,
  needs: ['benchmark'],
  compute(sample) {
    const { mean, standardDeviation, isConstant } = sample.of(activeReturns).moments;
    return isConstant ? 'zero-tracking-error' : mean / standardDeviation;
  },
};
