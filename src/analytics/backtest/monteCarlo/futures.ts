import type { MonteCarloParameters } from './parameters.js';
import type { ReturnSource } from './returnSource.js';
import type { Timetable } from './timetable.js';

/** What becomes of each possible future: columns of one length, one value per path. */
export interface Futures {
  /** Path after path, a value per report: money. */
  readonly equity: Float64Array;
  readonly terminal: Float64Array;
  /** What was paid in, the initial capital included. */
  readonly paidIn: Float64Array;
  readonly takenOut: Float64Array;
  /** Of what the returns alone compound to, without payments: a negative fraction. */
  readonly maxDrawdown: Float64Array;
  /** Of the same, per year of the horizon. */
  readonly cagr: Float64Array;
  /** After how many periods a payment could not be made in full, or nothing was left; −1: never. */
  readonly ruinPeriod: Int32Array;
  /**
   * The largest yearly withdrawal, a fraction of the initial capital, that can be paid in full to
   * the horizon: payments are linear in it, so each path has one.
   */
  readonly sustainableRate: Float64Array;
}

/** Memory for so many paths. */
function emptyFutures(paths: number, reports: number): Futures {
  const column = (): Float64Array => new Float64Array(paths);
  return {
    equity: new Float64Array(paths * reports),
    terminal: column(),
    paidIn: column(),
    takenOut: column(),
    maxDrawdown: column(),
    cagr: column(),
    ruinPeriod: new Int32Array(paths).fill(-1),
    sustainableRate: column(),
  };
}

/** Lives through every path that is asked for, one after the other. */
export function drawFutures(
  parameters: MonteCarloParameters,
  timetable: Timetable,
  source: ReturnSource,
): Futures {
  const futures = emptyFutures(parameters.paths, timetable.reports.length);
  const returns = new Float64Array(timetable.periods);
  for (let path = 0; path < parameters.paths; path += 1) {
    source.draw(returns);
    liveThrough(path, returns, parameters, timetable, futures);
    measureReturns(path, returns, parameters.years, timetable, futures);
  }
  return futures;
}

/** Equity with its payments. Who is ruined stays so: nothing is paid in or out afterwards. */
function liveThrough(
  path: number,
  returns: Float64Array,
  parameters: MonteCarloParameters,
  { periods, paymentsPerYear, payments, reports }: Timetable,
  futures: Futures,
): void {
  const { initialCapital, contributionPerYear, withdrawalPerYear, cashFlowRule } = parameters;
  const isFraction = cashFlowRule === 'fraction-of-equity';
  const payment = (contributionPerYear - withdrawalPerYear) / paymentsPerYear;
  let [equity, paidIn, takenOut, ruinPeriod, report] = [initialCapital, initialCapital, 0, -1, 0];
  for (let period = 0; period <= periods; period += 1) {
    if (period > 0) equity *= 1 + (returns[period - 1] as number);
    if (equity <= 0 && ruinPeriod < 0) ruinPeriod = period;
    const scale = payments[period] as number;
    if (scale !== 0 && ruinPeriod < 0) {
      const due = payment * scale * (isFraction ? equity : 1);
      const paid = due < -equity ? -equity : due;
      if (paid > due) ruinPeriod = period;
      equity += paid;
      if (paid > 0) paidIn += paid;
      else takenOut -= paid;
    }
    if (reports[report] === period) {
      futures.equity[path * reports.length + report] = equity;
      report += 1;
    }
  }
  futures.terminal[path] = equity;
  futures.paidIn[path] = paidIn;
  futures.takenOut[path] = takenOut;
  futures.ruinPeriod[path] = ruinPeriod;
}

/** What the returns come to by themselves. */
function measureReturns(
  path: number,
  returns: Float64Array,
  years: number,
  { periods, paymentsPerYear, payments }: Timetable,
  futures: Futures,
): void {
  let [growth, peak, trough] = [1, 1, 1];
  // Today's worth of a payment of 1, and of those that follow it, by this path's own returns.
  let worth = payments[0] as number;
  for (let period = 1; period <= periods; period += 1) {
    growth *= 1 + (returns[period - 1] as number);
    if (growth >= peak) peak = growth;
    else if (growth < trough * peak) trough = growth / peak;
    const scale = payments[period] as number;
    if (scale !== 0) worth += scale / growth;
  }
  futures.maxDrawdown[path] = trough - 1;
  futures.cagr[path] = Math.expm1(Math.log(growth) / years);
  futures.sustainableRate[path] = growth > 0 ? paymentsPerYear / worth : 0;
}
