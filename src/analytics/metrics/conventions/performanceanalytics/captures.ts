import type { MissingReason, Outcome } from '../../figure.js';
import { quotient } from '../../quotient.js';
import { pairOf, type Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { cumulativeReturn } from './kernels/annualisedReturn.js';
import { sourceOf } from './source.js';

/** Cumulative return over the benchmark's, over the periods that its return picks. */
function captureWhere(
  isTaken: (benchmarkReturn: number) => boolean,
  ifNone: MissingReason,
): Kernel<Outcome> {
  return (sample) => {
    const { asset, benchmark } = pairOf(sample);
    const isOfMarket = (_: number, i: number): boolean => isTaken(benchmark.values[i] as number);
    const [own, market] = [asset, benchmark].map(({ values }) =>
      cumulativeReturn(values.filter(isOfMarket)),
    );
    return quotient(own as number, market as number, ifNone);
  };
}

export const upCapture = defineVariant({
  name: 'UpDownRatios(Capture, Up)',
  difference: 'Compounded returns of the rising periods, not their means.',
  formula:
    '(product of 1 + return - 1) / (product of 1 + benchmark return - 1), over the periods with a benchmark return above 0',
  latex: String.raw`\frac{\prod_{b_t>0}(1+r_t)-1}{\prod_{b_t>0}(1+b_t)-1}`,
  sign: 'Above 1 when it rose more than the benchmark.',
  minimumSample: 1,
  source: sourceOf("UpDownRatios(Ra, Rb, method = 'Capture', side = 'Up')", 'UpDownRatios.R'),
  needs: ['benchmark'],
  compute: captureWhere((return_) => return_ > 0, 'no-up-market'),
});

export const downCapture = defineVariant({
  name: 'UpDownRatios(Capture, Down)',
  difference:
    'Compounded returns of the periods that did not rise, not the means of those that fell.',
  formula:
    '(product of 1 + return - 1) / (product of 1 + benchmark return - 1), over the periods with a benchmark return of at most 0',
  latex: String.raw`\frac{\prod_{b_t\le0}(1+r_t)-1}{\prod_{b_t\le0}(1+b_t)-1}`,
  sign: 'Below 1 when it fell less than the benchmark.',
  minimumSample: 1,
  source: sourceOf("UpDownRatios(Ra, Rb, method = 'Capture', side = 'Down')", 'UpDownRatios.R'),
  needs: ['benchmark'],
  compute: captureWhere((return_) => return_ <= 0, 'no-down-market'),
});
