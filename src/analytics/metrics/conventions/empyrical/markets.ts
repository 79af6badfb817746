import type { MissingReason, Outcome } from '../../figure.js';
import { growthAnnual } from '../../kernels/pairGrowth.js';
import { outcomeOf } from '../../metric.js';
import { pairOf, ReturnColumn, type Kernel, type Sample } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { empyricalSource } from './source.js';

/** Both sides' returns in the periods in which the benchmark rose, or those in which it fell. */
interface Market {
  readonly asset: ReturnColumn;
  readonly benchmark: ReturnColumn;
}

function marketOf(sample: Sample, isIn: (benchmarkReturn: number) => boolean): Market {
  const pair = pairOf(sample);
  const other = pair.benchmark.values;
  return {
    asset: new ReturnColumn(pair.asset.values.filter((_, i) => isIn(other[i] as number))),
    benchmark: new ReturnColumn(other.filter(isIn)),
  };
}

/** Needs a benchmark. */
const risingMarket: Kernel<Market> = (sample) => marketOf(sample, (value) => value > 0);
const fallingMarket: Kernel<Market> = (sample) => marketOf(sample, (value) => value < 0);

interface Side {
  readonly market: Kernel<Market>;
  readonly prefix: 'up' | 'down';
  readonly verb: 'rose' | 'fell';
  readonly sign: '>' | '<';
  readonly missing: MissingReason;
}
const UP: Side = {
  market: risingMarket,
  prefix: 'up',
  verb: 'rose',
  sign: '>',
  missing: 'no-up-market',
};
const DOWN: Side = {
  market: fallingMarket,
  prefix: 'down',
  verb: 'fell',
  sign: '<',
  missing: 'no-down-market',
};

function capture({ market, prefix, verb, sign, missing }: Side): Variant {
  return defineVariant({
    name: `empyrical.${prefix}_capture`,
    difference: 'A ratio of growth rates, compounded and annualised, not of mean returns.',
    formula: `g(returns) / g(benchmark returns) over the m periods in which the benchmark ${verb}, g = (product of (1 + return))^(P / m) - 1`,
    latex: String.raw`\frac{\bigl(\prod_{b_t${sign}0}(1+r_t)\bigr)^{P/m}-1}{\bigl(\prod_{b_t${sign}0}(1+b_t)\bigr)^{P/m}-1}`,
    sign: '1 when it moved as its benchmark where that did.',
    minimumSample: 1,
    source: empyricalSource(`${prefix}_capture`),
    needs: ['benchmark'],
    compute(sample): Outcome {
      const { asset, benchmark } = sample.of(market);
      if (asset.values.length === 0) return missing;
      const { periodsPerYear } = sample;
      const growthOfBenchmark = growthAnnual(benchmark.values, periodsPerYear);
      if (growthOfBenchmark === Infinity) return 'out-of-range';
      return growthAnnual(asset.values, periodsPerYear) / growthOfBenchmark;
    },
  });
}

export const upCapture = capture(UP);
export const downCapture = capture(DOWN);

export const captureRatio = defineVariant({
  name: 'empyrical.up_down_capture',
  difference: upCapture.difference,
  formula: 'upCapture / downCapture, each a ratio of compounded growth rates',
  latex: String.raw`\frac{\text{up capture}}{\text{down capture}}`,
  sign: 'Above 1 when it gains more of the rises than it loses of the falls.',
  minimumSample: 1,
  source: empyricalSource('up_down_capture'),
  needs: ['benchmark'],
  compute(sample): Outcome {
    const up = outcomeOf(sample, upCapture);
    if (typeof up !== 'number') return up;
    const down = outcomeOf(sample, downCapture);
    return typeof down === 'number' ? up / down : down;
  },
});
