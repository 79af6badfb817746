import { assert } from '../../../domain/errors.js';
import { PERIODS_PER_YEAR, ratePerPeriod } from '../../metrics/annualisation.js';
import { growthOf } from '../../metrics/kernels/growth.js';
import { ReturnColumn, Sample, type MissingRiskFree, type RiskFree } from '../../metrics/sample.js';

/** Daily values of something held, e.g. a portfolio's equity: columns of one length, ascending. */
export interface ValuePath {
  /** Days since 1970. */
  readonly dates: Int32Array;
  /** Positive. */
  readonly values: Float64Array;
}

/** Simple returns from each value to the next, one fewer than values. */
export function pathReturns(values: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < returns.length; i += 1) {
    returns[i] = growthOf(values[i] as number, values[i + 1] as number);
  }
  return returns;
}

/** What the riskless earns: a fraction per year, or by the day between these dates. */
export type PathRiskFree = number | ((dates: Int32Array) => RiskFree);

/**
 * The daily sample of a path: what every metric of it is computed from.
 *
 * @param riskFreeRate null where there is none to be had
 * @param benchmark values on the path's own dates; null where there is none. The path itself is
 *   held against itself
 * @throws HighwaterError INTERNAL_ASSERTION when lengths disagree; BAD_RISK_FREE_RATE
 */
export function pathSample(
  { dates, values }: ValuePath,
  riskFreeRate: PathRiskFree | null,
  benchmark: Float64Array | null,
): Sample {
  assert(dates.length === values.length && dates.length > 0, 'a path has a value for each date');
  const periodsPerYear = PERIODS_PER_YEAR.daily;
  const returns = new ReturnColumn(pathReturns(values));
  const riskFree = riskFreeOf(riskFreeRate, dates, periodsPerYear);
  const other = benchmark === values ? returns : benchmark && columnOf(benchmark, values.length);
  return new Sample({
    prices: values,
    dates,
    returns,
    periodsPerYear,
    riskFree,
    benchmark: other === null ? 'no-benchmark' : { asset: returns, benchmark: other, riskFree },
  });
}

/** Missing where nothing is known on the first date. */
function riskFreeOf(
  rate: PathRiskFree | null,
  dates: Int32Array,
  periodsPerYear: number,
): RiskFree | MissingRiskFree {
  if (rate === null) return 'no-risk-free-rate';
  if (typeof rate === 'number') return ratePerPeriod(rate, periodsPerYear);
  const returns = rate(dates);
  if (typeof returns === 'number') return returns;
  assert(returns.length === dates.length - 1, 'there is a riskless return for each of the path');
  return Number.isNaN(returns[0]) ? 'no-risk-free-rate' : returns;
}

function columnOf(values: Float64Array, length: number): ReturnColumn {
  assert(values.length === length, 'a benchmark has a value for each date of the path');
  return new ReturnColumn(pathReturns(values));
}
