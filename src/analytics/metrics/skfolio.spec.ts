import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { buildSample } from '../../../test/builders/sample.js';
import { priceColumn } from '../../../test/builders/referenceInputs.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { evaluate } from './evaluate.js';
import { entropicValueAtRisk } from './kernels/entropicRisk.js';
import { gainsAndLosses } from './kernels/gainsAndLosses.js';
import { lossTail } from './kernels/lossTail.js';
import { shortfallBelow } from './kernels/shortfall.js';
import type { MetricId } from './registry.js';
import type { Sample } from './sample.js';

/** A measure of skfolio's tests: losses and falls are positive there. */
interface Case {
  readonly asset: 'AAPL' | 'AMD';
  readonly metric: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly expected: number | readonly number[];
  /** Holds to 1.5 · 10^-decimals. */
  readonly decimals: number;
}

interface Inputs {
  readonly sample: Sample;
  /** The path from the first return on: skfolio does not count the price before it as a peak. */
  readonly fromFirstReturn: Sample;
  /** Falls of 1 + the running sum of returns below its peak, positive. */
  readonly fallsOfSum: Float64Array;
}

type Measure = (inputs: Inputs, parameters: Case['parameters']) => number;

const valueOf = (sample: Sample, id: MetricId): number => evaluate(sample, [id])[id].value!;
const metric =
  (id: MetricId, scale = 1): Measure =>
  ({ sample }) =>
    valueOf(sample, id) * scale;

const perPeriod = 1 / Math.sqrt(252);
const aroundZero = ({ min_acceptable_return: target }: Case['parameters']): boolean => target === 0;
/** What turns a mean over n into one over n − 1. */
const unbiased = ({ sample }: Inputs): number => {
  const n = sample.returns.values.length;
  return n / (n - 1);
};
const losses = ({ sample }: Inputs): Float64Array => sample.returns.values.map((x) => -x);

const semiVariance: Measure = (inputs, parameters) => {
  const deviation = aroundZero(parameters)
    ? shortfallBelow(inputs.sample.returns.values, 0)
    : valueOf(inputs.sample, 'semiDeviation') * perPeriod;
  return deviation ** 2 * (parameters['biased'] === true ? 1 : unbiased(inputs));
};

/** Of the path of compounded prices by a metric, of the path of sums by the metric's kernel. */
const ofPath =
  (id: MetricId, sign: 1 | -1, ofSums: (falls: Float64Array) => number): Measure =>
  ({ fromFirstReturn, fallsOfSum }, { compounded }) =>
    compounded === true ? sign * valueOf(fromFirstReturn, id) : ofSums(fallsOfSum);

const noKernel = (): number => NaN;

const MEASURES: Readonly<Record<string, Measure>> = {
  mean: metric('meanReturn'),
  mean_absolute_deviation: ({ sample }, parameters) => {
    if (!aroundZero(parameters)) return valueOf(sample, 'meanAbsoluteDeviation');
    const { gainSum, lossSum } = sample.of(gainsAndLosses);
    return (gainSum - lossSum) / sample.returns.values.length;
  },
  first_lower_partial_moment: ({ sample }, parameters) =>
    // Deviations below the mean sum to half of all.
    aroundZero(parameters)
      ? valueOf(sample, 'downsidePotential')
      : valueOf(sample, 'meanAbsoluteDeviation') / 2,
  variance: ({ sample }, { biased }) =>
    biased === true ? sample.returns.moments.m2 : (valueOf(sample, 'volatility') * perPeriod) ** 2,
  standard_deviation: ({ sample }, { biased }) =>
    biased === true
      ? Math.sqrt(sample.returns.moments.m2)
      : valueOf(sample, 'volatility') * perPeriod,
  semi_variance: semiVariance,
  semi_deviation: (inputs, parameters) => Math.sqrt(semiVariance(inputs, parameters)),
  third_central_moment: ({ sample }) => sample.returns.moments.m3,
  fourth_central_moment: ({ sample }) => sample.returns.moments.m4,
  skew: ({ sample }) => sample.returns.moments.m3 / sample.returns.moments.m2 ** 1.5,
  kurtosis: ({ sample }) => sample.returns.moments.m4 / sample.returns.moments.m2 ** 2,
  worst_return: metric('worstDay', -1),
  value_at_risk: (inputs) => lossTail(losses(inputs), 20).quantile,
  cvar: (inputs) => lossTail(losses(inputs), 20).mean,
  evar: metric('evar95'),
  gini_mean_difference: metric('giniMeanDifference'),
  correlation: metric('correlation'),
  max_drawdown: ofPath('maxDrawdown', -1, noKernel),
  average_drawdown: ofPath('painIndex', 1, noKernel),
  ulcer_index: ofPath('ulcerIndex', 1, noKernel),
  drawdown_at_risk: ofPath('drawdownAtRisk95', 1, (falls) => lossTail(falls, 20).quantile),
  cdar: ofPath('cdar95', 1, (falls) => lossTail(falls, 20).mean),
  edar: ofPath('edar95', 1, (falls) => entropicValueAtRisk(falls, 20)!.value),
};

/** Cases that nothing here computes, and why. */
const NOT_REPRODUCED: readonly { metric: string; compounded?: boolean; reason: string }[] = [
  {
    metric: 'fourth_lower_partial_moment',
    reason: 'No metric of the catalogue is made of a lower partial moment of order four.',
  },
  {
    metric: 'entropic_risk_measure',
    reason: 'Its value at a theta that is given; evar95 is the least over all of them.',
  },
  ...['max_drawdown', 'average_drawdown', 'ulcer_index'].map((name) => ({
    metric: name,
    compounded: false,
    reason: 'The fall of a sum of returns, which is not the fall of a price.',
  })),
];

const reasonFor = ({ metric: name, parameters }: Case): string | undefined =>
  NOT_REPRODUCED.find(
    (entry) =>
      entry.metric === name &&
      (entry.compounded === undefined || entry.compounded === parameters['compounded']),
  )?.reason;

function read(path: string): string {
  return readFileSync(sharedData(`data/reference/${path}`)!, 'utf8');
}

function inputsOf(asset: Case['asset']): Inputs {
  const csv = read('inputs/skfolio_AAPL_AMD_prices.csv');
  const [own, other] = asset === 'AAPL' ? ['AAPL', 'AMD'] : ['AMD', 'AAPL'];
  const { dates, adjustedClose: prices } = priceColumn(csv, own);
  const returnsOf = (column: Float64Array): Float64Array =>
    column.subarray(1).map((price, i) => price / column[i]! - 1);
  const returns = returnsOf(prices);
  const benchmark = returnsOf(priceColumn(csv, other).adjustedClose);
  const path = Float64Array.from(prices);
  path[0] = path[1]!;
  let [sum, peak] = [0, -Infinity];
  const fallsOfSum = returns.map((value) => {
    sum += value;
    peak = Math.max(peak, sum);
    return peak - sum;
  });
  return {
    sample: buildSample({ returns, benchmark, prices, dates }),
    fromFirstReturn: buildSample({ returns, prices: path, dates }),
    fallsOfSum,
  };
}

describeWithSharedData('measures of skfolio', () => {
  const { cases } = JSON.parse(read('skfolio_measures.json')) as { cases: Case[] };
  const inputs = { AAPL: inputsOf('AAPL'), AMD: inputsOf('AMD') };
  const reproduced = cases.filter((it) => reasonFor(it) === undefined);

  it('are reproduced, but for those named with a reason', () => {
    expect([cases.length, reproduced.length]).toEqual([81, 68]);
    for (const { metric: name } of NOT_REPRODUCED) {
      expect(cases.some((it) => it.metric === name)).toBe(true);
    }
  });

  it.each(
    reproduced.map((it) => [it.asset, it.metric, JSON.stringify(it.parameters), it] as const),
  )('%s %s %s', (asset, name, _, { parameters, expected, decimals }) => {
    const number = typeof expected === 'number' ? expected : expected[0]!;
    const computed = MEASURES[name]!(inputs[asset], parameters);
    expect(Math.abs(computed - number)).toBeLessThanOrEqual(1.5 * 10 ** -decimals);
  });
});
