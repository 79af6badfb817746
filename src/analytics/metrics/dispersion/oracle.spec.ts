import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import { Exact, exactColumn, exactly, mean, sum } from '../../../../test/builders/exact.js';
import { misses, shapes, type Expected } from '../../../../test/builders/oracle.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { outcomeOf } from '../metric.js';
import type { Sample } from '../sample.js';
import { autocorrelation } from './autocorrelation.js';
import { DISPERSION_METRICS } from './catalogue.js';
import { hurstExponent } from './hurstExponent.js';

/** Told of by the oracle at the root of the metrics, or fitted: kernels/movingAverage.spec.ts. */
const ELSEWHERE = [
  'volatility',
  'downsideDeviation',
  'skewness',
  'excessKurtosis',
  'smoothingIndex',
];

const PI = Exact.acos(-1);

function deviations(values: readonly Decimal[]): Decimal[] {
  const middle = mean(values);
  return values.map((value) => value.minus(middle));
}

/** Mean of |x_i − x_j| over all pairs, by weights on the order of size. */
function giniMeanDifference(values: readonly Decimal[]): Decimal {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a.comparedTo(b));
  return sum(sorted.map((value, i) => value.times(2 * i + 1 - n)))
    .times(2)
    .div(n * (n - 1));
}

/** The expectation of Anis and Lloyd, its gammas as products. */
function expectedRange(m: number): Decimal {
  const gammaOfHalf = (k: number): Decimal => {
    let value = k % 2 === 0 ? new Exact(1) : PI.sqrt();
    for (let i = k % 2 === 0 ? 2 : 1; i < k; i += 2) value = value.times(i).div(2);
    return value;
  };
  const roots = Array.from({ length: m - 1 }, (_, i) => new Exact(m - i - 1).div(i + 1).sqrt());
  return gammaOfHalf(m - 1)
    .div(gammaOfHalf(m).times(PI.sqrt()))
    .times(sum(roots));
}

function rescaledRange(block: readonly Decimal[]): Decimal {
  const centred = deviations(block);
  const sums = [new Exact(0)];
  centred.forEach((value) => sums.push(sums.at(-1)!.plus(value)));
  const squares = mean(centred.map((value) => value.pow(2)));
  return Exact.max(...sums)
    .minus(Exact.min(...sums))
    .div(squares.sqrt());
}

function hurst(values: readonly Decimal[]): Expected {
  if (values.length < 100) return 'too-few-observations';
  const points: [Decimal, Decimal][] = [];
  for (let parts = 2; Math.floor(values.length / parts) >= 8; parts *= 2) {
    const m = Math.floor(values.length / parts);
    const blocks = Array.from({ length: Math.floor(values.length / m) }, (_, i) =>
      values.slice(values.length - (i + 1) * m, values.length - i * m),
    );
    const ratio = mean(blocks.map(rescaledRange)).div(expectedRange(m));
    points.push([new Exact(m).ln(), ratio.ln()]);
  }
  const x = deviations(points.map(([value]) => value));
  const y = deviations(points.map(([, value]) => value));
  const products = sum(x.map((value, i) => value.times(y[i]!)));
  return products.div(sum(x.map((value) => value.pow(2)))).plus(0.5);
}

function oracle({ returns, periodsPerYear }: Sample): Record<string, Expected> {
  const r = exactColumn(returns.values);
  const n = r.length;
  const d = deviations(r);
  const below = d.map((value) => Exact.min(0, value).pow(2));
  return {
    semiDeviation: sum(below).div(n).times(periodsPerYear).sqrt(),
    downsideFrequency: new Exact(r.filter((value) => value.lt(0)).length).div(n),
    upsideFrequency: new Exact(r.filter((value) => value.gt(0)).length).div(n),
    downsidePotential: mean(r.map((value) => Exact.max(0, value.negated()))),
    meanAbsoluteDeviation: mean(d.map((value) => value.abs())),
    giniMeanDifference: giniMeanDifference(r),
  };
}

/** Σ d_t d_(t−1) and Σ |d_t d_(t−1)|, both over Σ d². */
function autocorrelationOf(values: readonly Decimal[]): { value: Decimal; bound: Decimal } {
  const d = deviations(values);
  const products = d.slice(1).map((value, i) => value.times(d[i]!));
  const squares = sum(d.map((value) => value.pow(2)));
  const sizes = products.map((value) => value.abs());
  return { value: sum(products).div(squares), bound: sum(sizes).div(squares) };
}

describe('dispersion metrics against a 50-digit oracle', () => {
  it.each(shapes())('$name', ({ returns }) => {
    const sample = buildSample({ returns });
    expect(misses(sample, DISPERSION_METRICS, oracle(sample))).toEqual({});
  });

  it.each(shapes())('autocorrelation, 1e-12 of the products that cancel: $name', ({ returns }) => {
    const { value, bound } = autocorrelationOf(exactColumn(returns));
    const computed = outcomeOf(buildSample({ returns }), autocorrelation) as number;
    expect(exactly(computed).minus(value).abs().div(bound).toNumber()).toBeLessThan(1e-12);
  });

  it.each(shapes())('Hurst exponent: $name', ({ returns }) => {
    // The exponent is a half and a slope that may cancel it: 1e-12 of a half.
    const expected = hurst(exactColumn(returns));
    const computed = outcomeOf(buildSample({ returns }), hurstExponent);
    if (typeof expected === 'string') expect(computed).toBe(expected);
    else expect(expected.minus(computed).abs().toNumber()).toBeLessThan(5e-13);
  });

  it('tells of every metric', () => {
    const told = Object.keys(oracle(buildSample({ returns: [0.1, -0.1] })));
    const all = [...told, ...ELSEWHERE, autocorrelation.id, hurstExponent.id];
    expect(all.toSorted()).toEqual(DISPERSION_METRICS.map(({ id }) => id).toSorted());
  });
});
