import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import {
  Exact,
  centralMoment,
  covariance,
  drawdowns,
  exactColumn,
  mean,
  quantile,
  relativeError,
  sum,
} from '../../../test/builders/exact.js';
import { buildSample } from '../../../test/builders/sample.js';
import { shapedCases } from '../../../test/builders/shapes.js';
import { evaluate } from './evaluate.js';
import type { MissingReason } from './figure.js';
import type { MetricId } from './registry.js';
import type { Sample } from './sample.js';

/** An exact value, and what digits it loses: the size of its terms over what is left of them. */
type Expected = readonly [exact: Decimal | MissingReason, condition?: number];

const sizeOver = (terms: readonly Decimal[]): number =>
  sum(terms.map((term) => term.abs()))
    .div(sum(terms).abs())
    .toNumber();

function shape(r: Decimal[]): Record<string, Expected> {
  const n = new Exact(r.length);
  const m2 = centralMoment(r, 2);
  const middle = mean(r);
  const skew = centralMoment(r, 3)
    .div(m2.pow(1.5))
    .times(n.times(n.minus(1)).sqrt())
    .div(n.minus(2));
  const scale = n.minus(1).div(n.minus(2).times(n.minus(3)));
  const terms = [
    n.plus(1).times(centralMoment(r, 4)).div(m2.pow(2)),
    n.plus(1).times(-3),
    new Exact(6),
  ];
  return {
    skewness: [skew, sizeOver(r.map((x) => x.minus(middle).pow(3)))],
    excessKurtosis: [scale.times(sum(terms)), sizeOver(terms)],
  };
}

function capture(r: Decimal[], b: Decimal[], sign: 1 | -1, none: MissingReason): Expected {
  const taken = [...b.keys()].filter((i) => b[i]!.times(sign).gt(0));
  if (taken.length === 0) return [none];
  const ours = taken.map((i) => r[i]!);
  const theirs = taken.map((i) => b[i]!);
  return [mean(ours).div(mean(theirs)), sizeOver(ours)];
}

function oracle(sample: Sample, benchmark: Float64Array): Record<string, Expected> {
  const r = exactColumn(sample.returns.values);
  const b = exactColumn(benchmark);
  const n = new Exact(r.length);
  const falls = drawdowns(exactColumn(sample.prices));
  const active = r.map((x, i) => x.minus(b[i]!));
  const error = covariance(active, active).times(252).sqrt();
  const q1 = quantile(r, 1, 100);
  const rho2 = covariance(r, b)
    .pow(2)
    .div(covariance(r, r).times(covariance(b, b)));
  const activeMean = mean(active);
  return {
    ...shape(r),
    ...(r.length < 100
      ? { var99: ['too-few-observations'], cvar99: ['too-few-observations'] }
      : { var99: [q1.negated()], cvar99: [mean(r.filter((x) => x.lte(q1))).negated()] }),
    bestDay: [Exact.max(...r)],
    worstDay: [Exact.min(...r)],
    winRate: [new Exact(r.filter((x) => x.gt(0)).length).div(n)],
    ulcerIndex: [
      sum(falls.map((fall) => fall.pow(2)))
        .div(n)
        .sqrt(),
    ],
    rSquared: [rho2, rho2.pow(-0.5).toNumber()],
    trackingError: [error],
    informationRatio: [
      activeMean.times(252).div(error),
      mean(r).abs().plus(mean(b).abs()).div(activeMean.abs()).toNumber(),
    ],
    upCapture: capture(r, b, 1, 'no-up-market'),
    downCapture: capture(r, b, -1, 'no-down-market'),
  };
}

describe('the nightly metrics against a 50-digit oracle', () => {
  it.each(shapedCases())('$name, load $load on the benchmark', ({ returns, benchmark }) => {
    const sample = buildSample({ returns, benchmark, riskFreeRate: 0.02 });
    const expected = Object.entries(oracle(sample, benchmark));
    const figures = evaluate(
      sample,
      expected.map(([id]) => id as MetricId),
    );
    for (const [id, [exact, condition = 1]] of expected) {
      const { value, reason } = figures[id as MetricId];
      if (typeof exact === 'string') {
        expect({ id, value, reason }).toEqual({ id, value: null, reason: exact });
        continue;
      }
      const error = relativeError(value, exact, 1e-12 * Math.max(1, condition));
      expect({ id, error }).toEqual({ id, error: 'within' });
    }
  });
});
