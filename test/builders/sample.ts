import {
  PERIODS_PER_YEAR,
  ratePerPeriod,
  type Basis,
} from '../../src/analytics/metrics/annualisation.js';
import {
  compound,
  ReturnColumn,
  Sample,
  type MissingBenchmark,
  type MissingRiskFree,
  type RiskFree,
} from '../../src/analytics/metrics/sample.js';

/** What a sample is built from; all but the returns may be left out. */
export interface SampleShape {
  readonly returns: ArrayLike<number>;
  /** On the same dates; there is none unless given. */
  readonly benchmark?: ArrayLike<number> | MissingBenchmark;
  /** Fraction per year; 0 unless given. */
  readonly riskFreeRate?: number;
  /** Per period, instead of a rate per year. */
  readonly riskFree?: RiskFree | MissingRiskFree;
  readonly basis?: Basis;
  /** Base first; what the returns compound to from 1 unless given. */
  readonly prices?: Float64Array;
  /** Days since 1970, base first; spread evenly over `elapsedDays` from 2020-01-01 unless given. */
  readonly dates?: Int32Array;
  /** One per return unless given. */
  readonly elapsedDays?: number;
}

const FIRST_DAY = 18262;

/** A sample for tests, its parts consistent unless they are given. */
export function buildSample(shape: SampleShape): Sample {
  const { benchmark = 'no-benchmark', basis = 'daily' } = shape;
  const returns = new ReturnColumn(Float64Array.from(shape.returns));
  const n = returns.values.length;
  const periodsPerYear = PERIODS_PER_YEAR[basis];
  const riskFree = shape.riskFree ?? ratePerPeriod(shape.riskFreeRate ?? 0, periodsPerYear);
  const elapsedDays = shape.elapsedDays ?? n;
  const evenly = (_: unknown, i: number): number => FIRST_DAY + Math.round((i * elapsedDays) / n);
  return new Sample({
    prices: shape.prices ?? compound(returns.values),
    dates: shape.dates ?? Int32Array.from({ length: n + 1 }, evenly),
    returns,
    periodsPerYear,
    riskFree,
    benchmark:
      typeof benchmark === 'string'
        ? benchmark
        : {
            asset: returns,
            benchmark: new ReturnColumn(Float64Array.from(benchmark)),
            riskFree,
          },
  });
}
