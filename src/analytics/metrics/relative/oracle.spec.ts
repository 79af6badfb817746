import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import {
  Exact,
  centralMoment,
  covariance,
  exactColumn,
  exactly,
  mean,
  relativeError,
  sum,
} from '../../../../test/builders/exact.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { BENCHMARK_LOADS, shapedCases } from '../../../../test/builders/shapes.js';
import { ratePerPeriod } from '../annualisation.js';
import { evaluate } from '../evaluate.js';
import type { MissingReason } from '../figure.js';
import type { MetricId } from '../registry.js';
import type { RiskFree } from '../sample.js';

/** Each figure beside a benchmark once more, straight from its definition, at 50 digits. */
type Value = Decimal | MissingReason;
type Expected = Partial<Record<MetricId, Value>>;

const P = new Exact(252);

/** What digits a difference loses: its terms over what is left of them. */
function condition(...terms: Decimal[]): number {
  return sum(terms.map((term) => term.abs()))
    .div(sum(terms).abs())
    .toNumber();
}

/** An expected value, and how many of the 1e-12 it is allowed to be off by cancellation. */
interface Conditioned {
  readonly expected: Expected;
  readonly conditions: Partial<Record<MetricId, number>>;
}

const slope = (a: Decimal[], b: Decimal[]): Decimal => covariance(a, b).div(covariance(b, b));

function slopeWhere(
  a: Decimal[],
  b: Decimal[],
  isMeant: (x: Decimal) => boolean,
  none: MissingReason,
): Value {
  const indices = [...b.keys()].filter((i) => isMeant(b[i]!));
  if (indices.length === 0) return none;
  if (indices.length < 3) return 'too-few-observations';
  return slope(
    indices.map((i) => a[i]!),
    indices.map((i) => b[i]!),
  );
}

function markets(a: Decimal[], b: Decimal[]): Conditioned {
  const bull = slopeWhere(a, b, (x) => x.gt(0), 'no-up-market');
  const bear = slopeWhere(a, b, (x) => x.lt(0), 'no-down-market');
  const [ups, downs] = [
    [...b.keys()].filter((i) => b[i]!.gt(0)),
    [...b.keys()].filter((i) => b[i]!.lt(0)),
  ];
  const capture = (indices: number[]): Decimal =>
    sum(indices.map((i) => a[i]!)).div(sum(indices.map((i) => b[i]!)));
  const grown = (xs: Decimal[]): Decimal =>
    xs.reduce((total, x) => total.times(x.plus(1)), new Exact(1)).pow(P.div(xs.length));
  const isLost = b.some((x) => x.lt(-1));
  const growths = isLost ? null : [grown(a).minus(1), new Exact(1).minus(grown(b))];
  const timing = typeof bull === 'string' ? bull : typeof bear === 'string' ? bear : bull.div(bear);
  const captured = ups.length === 0 ? 'no-up-market' : downs.length === 0 ? 'no-down-market' : null;
  return {
    expected: {
      betaBull: bull,
      betaBear: bear,
      timingRatio: timing,
      captureRatio: captured ?? capture(ups).div(capture(downs)),
      battingAverage: new Exact(a.filter((x, i) => x.gt(b[i]!)).length).div(a.length),
      activePremium: growths === null ? 'out-of-range' : sum(growths),
    },
    conditions: growths === null ? {} : { activePremium: condition(...growths) },
  };
}

function risks(a: Decimal[], b: Decimal[], rf: Decimal[]): Conditioned {
  const [x, y] = [a, b].map((column) => column.map((value, i) => value.minus(rf[i]!)));
  const [beta, sa, sb] = [slope(a, b), covariance(x!, x!).sqrt(), covariance(y!, y!).sqrt()];
  const [meanX, meanY] = [mean(x!), mean(y!)];
  const [meanA, meanB] = [mean(a), mean(b)];
  const residuals = a.map((value, i) => value.minus(meanA).minus(beta.times(b[i]!.minus(meanB))));
  const specific = sum(residuals.map((e) => e.pow(2)))
    .div(a.length - 1)
    .times(P)
    .sqrt();
  const alpha = meanX.minus(beta.times(meanY)).times(P);
  return {
    expected: {
      treynor: meanX.times(P).div(beta),
      mSquared: meanX.times(sb).div(sa).plus(mean(rf)).times(P),
      systematicRisk: beta.abs().times(covariance(b, b).times(P).sqrt()),
      specificRisk: specific,
      appraisalRatio: alpha.div(specific),
      selectivity: alpha,
      netSelectivity: meanX.minus(sa.div(sb).times(meanY)).times(P),
    },
    conditions: {
      mSquared: condition(meanX.times(sb).div(sa), mean(rf)),
      appraisalRatio: condition(meanX, beta.times(meanY).negated()),
      selectivity: condition(meanX, beta.times(meanY).negated()),
      netSelectivity: condition(meanX, sa.div(sb).times(meanY).negated()),
    },
  };
}

function coMoments(a: Decimal[], b: Decimal[]): Conditioned {
  const [meanA, meanB] = [mean(a), mean(b)];
  const terms = (k: number): Decimal[] =>
    a.map((value, i) => value.minus(meanA).times(b[i]!.minus(meanB).pow(k)));
  const [thirds, fourths] = [terms(2), terms(3)];
  const [sa, sb] = [centralMoment(a, 2).sqrt(), centralMoment(b, 2).sqrt()];
  const cubes = b.map((value) => value.minus(meanB).pow(3));
  return {
    expected: {
      coSkewness: mean(thirds).div(sa.times(sb.pow(2))),
      coKurtosis: mean(fourths).div(sa.times(sb.pow(3))),
      betaCoSkewness: mean(thirds).div(mean(cubes)),
      betaCoKurtosis: mean(fourths).div(centralMoment(b, 4)),
    },
    conditions: {
      coSkewness: condition(...thirds),
      coKurtosis: condition(...fourths),
      betaCoSkewness: condition(...thirds) + condition(...cubes),
      betaCoKurtosis: condition(...fourths),
    },
  };
}

/** What the least-squares line on x leaves of y. */
function left(x: Decimal[], y: Decimal[]): Decimal[] {
  const [beta, meanX, meanY] = [slope(y, x), mean(x), mean(y)];
  return y.map((value, i) => value.minus(meanY).minus(beta.times(x[i]!.minus(meanX))));
}

/** The last coefficient of the least-squares fit of y on 1, x and z, by Cramer's rule. */
function lastCoefficient(y: Decimal[], x: Decimal[], z: Decimal[]): Decimal {
  const [xx, xz, zz] = [covariance(x, x), covariance(x, z), covariance(z, z)];
  const numerator = covariance(z, y).times(xx).minus(covariance(x, y).times(xz));
  return numerator.div(xx.times(zz).minus(xz.pow(2)));
}

function timing(a: Decimal[], b: Decimal[], rf: Decimal[]): Conditioned {
  const [y, x] = [a, b].map((column) => column.map((value, i) => value.minus(rf[i]!))) as [
    Decimal[],
    Decimal[],
  ];
  const squares = x.map((value) => value.pow(2));
  const options = x.map((value) => Exact.max(0, value.negated()));
  const residuals = left(x, y);
  const terms = (z: Decimal[]): Decimal[] => left(x, z).map((w, i) => w.times(residuals[i]!));
  const isUp = options.every((value) => value.isZero());
  const isDown = options.every((value) => value.gt(0));
  const side = isUp ? 'no-down-market' : isDown ? 'no-up-market' : null;
  return {
    expected: {
      treynorMazuy: lastCoefficient(y, x, squares),
      henrikssonMerton: side ?? lastCoefficient(y, x, options),
    },
    conditions: {
      treynorMazuy: condition(...terms(squares)),
      ...(side === null && { henrikssonMerton: condition(...terms(options)) }),
    },
  };
}

/** The most that cancellation may cost of the twelve digits. */
const ALLOWED_MAX = 1e-9;

function compare(returns: Float64Array, benchmark: Float64Array, riskFree: RiskFree): void {
  const sample = buildSample({ returns, benchmark, riskFree });
  const [a, b] = [exactColumn(returns), exactColumn(benchmark)];
  const rf = a.map((_, i) => exactly(typeof riskFree === 'number' ? riskFree : riskFree[i]!));
  const parts = [markets(a, b), risks(a, b, rf), coMoments(a, b), timing(a, b, rf)];
  const errors = parts.flatMap(({ expected, conditions }) => {
    const ids = Object.keys(expected) as MetricId[];
    const figures = evaluate(sample, ids);
    return ids.map((id) => {
      const exact = expected[id]!;
      const { value, reason } = figures[id];
      if (typeof exact === 'string') return [id, reason === exact ? 'within' : `not ${exact}`];
      if (exact.abs().gt(Number.MAX_VALUE))
        return [id, reason === 'out-of-range' ? 'within' : value];
      const allowed = Math.min(ALLOWED_MAX, 1e-12 * Math.max(1, conditions[id] ?? 1));
      return [id, relativeError(value, exact, allowed)];
    });
  });
  expect(errors.filter(([, error]) => error !== 'within')).toEqual([]);
}

describe('every figure beside a benchmark against a 50-digit oracle', () => {
  /** Long columns cost seconds at 50 digits: one load of each will do. */
  const affordable = shapedCases().filter(
    ({ load, returns }) => load === BENCHMARK_LOADS[0] || returns.length < 1000,
  );
  it.each(affordable)('$name, load $load', ({ returns, benchmark }) => {
    compare(returns, benchmark, ratePerPeriod(0.02, 252));
  });

  const ordinary = affordable.filter(({ name }) => /twenty|ties|fat tails/.test(name));
  it.each(ordinary)('$name, load $load, a risk-free rate that changes', (shaped) => {
    const rates = shaped.returns.map((_, i) => 1e-4 + 1e-5 * Math.sin(i));
    compare(shaped.returns, shaped.benchmark, rates);
  });
});
