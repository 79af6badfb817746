import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import {
  Exact,
  centralMoment,
  covariance,
  exactColumn,
  exactly,
  mean,
  sum,
} from '../../../../test/builders/exact.js';
import { shapes } from '../../../../test/builders/oracle.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { outcomeOf, type MetricDefinition } from '../metric.js';
import { NORMAL_TAIL_1, NORMAL_TAIL_5 } from '../kernels/normalTail.js';
import { TAIL_METRICS } from './catalogue.js';

/** Told of at the root of the metrics; evar95, which is minimised, in entropicRisk.spec.ts. */
const ELSEWHERE = ['var95', 'var99', 'cvar95', 'cvar99', 'evar95'];

const Z = {
  95: new Exact('-1.644853626951472714863848907991632136084'),
  99: new Exact('-2.326347874040841100885606163346911723380'),
} as const;
const PROBABILITY = { 95: new Exact('0.05'), 99: new Exact('0.01') } as const;
const PI = Exact.acos(-1);

const density = (x: Decimal): Decimal => x.pow(2).div(-2).exp().div(PI.times(2).sqrt());
const sizeOf = (terms: readonly Decimal[]): Decimal => sum(terms.map((term) => term.abs()));

/** A figure, and the sum of the sizes of all terms that cancel in it. */
interface Bounded {
  readonly value: Decimal | null;
  readonly bound: Decimal;
}

interface Statistics {
  readonly mean: Decimal;
  readonly deviation: Decimal;
  readonly skewness: Decimal;
  readonly kurtosis: Decimal;
}

function statisticsOf(returns: Float64Array): Statistics {
  const r = exactColumn(returns);
  const [m2, m3, m4] = [2, 3, 4].map((k) => centralMoment(r, k)) as [Decimal, Decimal, Decimal];
  return {
    mean: mean(r),
    deviation: covariance(r, r).sqrt(),
    skewness: m3.div(m2.pow(1.5)),
    kurtosis: m4.div(m2.pow(2)).minus(3),
  };
}

type Level = keyof typeof Z;

function gaussian({ mean: middle, deviation }: Statistics, level: Level) {
  const loss = Z[level].times(deviation);
  const shortfall = density(Z[level]).div(PROBABILITY[level]).times(deviation);
  return {
    var: { value: middle.plus(loss).negated(), bound: sizeOf([middle, loss]) },
    cvar: { value: shortfall.minus(middle), bound: sizeOf([middle, shortfall]) },
  };
}

function modified(statistics: Statistics, level: Level): { var: Bounded; cvar: Bounded } {
  const { mean: middle, deviation, skewness: S, kurtosis: K } = statistics;
  const z = Z[level];
  const slope = sum([
    new Exact(1),
    z.times(S).div(3),
    z.pow(2).minus(1).times(K).div(8),
    z.pow(2).times(-6).plus(5).times(S.pow(2)).div(36),
  ]);
  const terms = [
    z,
    z.pow(2).minus(1).times(S).div(6),
    z.pow(3).minus(z.times(3)).times(K).div(24),
    z.times(5).minus(z.pow(3).times(2)).times(S.pow(2)).div(36),
  ];
  const h = sum(terms);
  const parts = [
    new Exact(1),
    h.pow(3).times(S).div(6),
    h.pow(4).minus(h.pow(2).times(2)).minus(1).times(K).div(24),
    h.pow(6).minus(h.pow(4).times(9)).plus(h.pow(2).times(9)).plus(3).times(S.pow(2)).div(72),
  ];
  const e = density(h).times(sum(parts)).div(PROBABILITY[level]).negated();
  const isValid = slope.gt(0);
  const size = sizeOf(terms);
  // The density moves by h for each unit that h moves by; the parts cancel too.
  const expansion = density(h).times(sizeOf(parts)).div(PROBABILITY[level]);
  const spread = size.plus(expansion.times(h.abs().times(size).plus(1)));
  return {
    var: {
      value: isValid ? middle.plus(h.times(deviation)).negated() : null,
      bound: middle.abs().plus(size.times(deviation)),
    },
    cvar: {
      value: isValid ? middle.plus(Exact.min(e, h).times(deviation)).negated() : null,
      bound: middle.abs().plus(spread.times(deviation)),
    },
  };
}

function oracle(returns: Float64Array): Record<string, Bounded> {
  const statistics = statisticsOf(returns);
  return Object.fromEntries(
    ([95, 99] as const).flatMap((level) => {
      const normal = gaussian(statistics, level);
      const expanded = modified(statistics, level);
      return [
        [`gaussianVar${level}`, normal.var],
        [`gaussianCvar${level}`, normal.cvar],
        [`modifiedVar${level}`, expanded.var],
        [`modifiedCvar${level}`, expanded.cvar],
      ];
    }),
  );
}

describe('tail metrics against a 50-digit oracle, 1e-12 of what cancels', () => {
  it.each(shapes())('$name', ({ returns }) => {
    const sample = buildSample({ returns });
    const expected = oracle(returns);
    for (const metric of TAIL_METRICS as readonly MetricDefinition[]) {
      const exact = expected[metric.id];
      if (exact === undefined) continue;
      const computed = outcomeOf(sample, metric);
      if (returns.length < metric.minimumSample) {
        expect(computed).toBe('too-few-observations');
      } else if (exact.value === null) {
        expect(computed).toBe('outside-expansion-domain');
      } else {
        const error = exactly(computed as number)
          .minus(exact.value)
          .abs()
          .div(exact.bound);
        expect([metric.id, error.toNumber() < 1e-12 ? 'within' : error.toNumber()]).toEqual([
          metric.id,
          'within',
        ]);
      }
    }
  });

  it('takes quantiles of the normal distribution that are right to the last digit', () => {
    expect(NORMAL_TAIL_5.quantile).toBe(Z[95].toNumber());
    expect(NORMAL_TAIL_1.quantile).toBe(Z[99].toNumber());
  });

  it('tells of every metric', () => {
    const told = Object.keys(oracle(Float64Array.of(0.1, -0.1, 0.05)));
    expect([...told, ...ELSEWHERE].toSorted()).toEqual(TAIL_METRICS.map(({ id }) => id).toSorted());
  });
});
