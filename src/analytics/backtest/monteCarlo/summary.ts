import { quantileOf } from '../../metrics/kernels/histogram.js';
import { CONFIDENCE_DEFAULT, type Interval } from '../../metrics/intervals/interval.js';
import { wilsonInterval } from '../../metrics/intervals/wilsonShare.js';
import type { Futures } from './futures.js';
import type { MonteCarloParameters } from './parameters.js';
import { inflationFactor, type Timetable } from './timetable.js';

/** The percentiles that are told, in this order. */
export const PERCENTS = [5, 10, 25, 50, 75, 90, 95] as const;
export type Percentiles = Readonly<Record<`p${(typeof PERCENTS)[number]}`, number>>;

/** Percentiles of equity at one moment. */
export interface EquityReport {
  /** Years since the beginning. */
  readonly years: number;
  readonly equity: Percentiles;
}

/** A share of all paths, and where the true probability lies nineteen times in twenty. */
export interface Share extends Interval {
  readonly share: number;
}

/** What the futures come to. Amounts are money, rates fractions. */
export interface MonteCarloSummary {
  /** In the order of time, the beginning first. */
  readonly equity: readonly EquityReport[];
  readonly terminal: Percentiles;
  /** In money of the beginning. */
  readonly terminalReal: Percentiles;
  /** Negative fractions, of the returns without payments: p5 is the deep end. */
  readonly maxDrawdown: Percentiles;
  /** Per year, of the returns without payments. */
  readonly cagr: Percentiles;
  /** Never ruined by the horizon: every withdrawal paid in full, and never without anything. */
  readonly success: Share;
  /** Less got out, withdrawals and what is left at the end, than was paid in. */
  readonly loss: Share;
  /** How many paths were ruined in each year, the first first. */
  readonly ruinsByYear: readonly number[];
  /**
   * The largest yearly withdrawal, a fraction of the initial capital under the rule asked for, that
   * at least this share of paths can pay to the horizon; null by `fraction-of-equity`, which is
   * never ruined.
   */
  readonly safeWithdrawal: { readonly probability: number; readonly rate: number } | null;
}

/** Type 7 percentiles. @param values at least one; sorted in place */
export function percentilesOf(values: Float64Array): Percentiles {
  values.sort();
  const entries = PERCENTS.map((percent) => [`p${percent}`, quantileOf(values, percent / 100)]);
  return Object.fromEntries(entries) as Percentiles;
}

/** What futures come to together. */
export function summaryOf(
  parameters: MonteCarloParameters,
  timetable: Timetable,
  futures: Futures,
): MonteCarloSummary {
  const { paths, years, inflationAnnual } = parameters;
  const { terminal, paidIn, takenOut, ruinPeriod } = futures;
  const deflator = inflationFactor(inflationAnnual, years);
  const ruins = ruinPeriod.filter((period) => period >= 0);
  const losses = terminal.filter(
    (value, path) => value + (takenOut[path] as number) < (paidIn[path] as number),
  );
  return {
    equity: equityReports(paths, timetable, futures),
    terminal: percentilesOf(terminal.slice()),
    terminalReal: percentilesOf(terminal.map((value) => value / deflator)),
    maxDrawdown: percentilesOf(futures.maxDrawdown.slice()),
    cagr: percentilesOf(futures.cagr.slice()),
    success: shareOf(paths - ruins.length, paths),
    loss: shareOf(losses.length, paths),
    ruinsByYear: ruinsByYear(ruins, years, timetable.periodsPerYear),
    safeWithdrawal: safeWithdrawal(parameters, futures.sustainableRate),
  };
}

function equityReports(
  paths: number,
  { reports, periodsPerYear }: Timetable,
  { equity }: Futures,
): EquityReport[] {
  const column = new Float64Array(paths);
  return Array.from(reports, (period, report) => {
    for (let path = 0; path < paths; path += 1) {
      column[path] = equity[path * reports.length + report] as number;
    }
    return { years: period / periodsPerYear, equity: percentilesOf(column) };
  });
}

/** A ruin at the very beginning counts to the first year. */
function ruinsByYear(ruins: Int32Array, years: number, periodsPerYear: number): number[] {
  const counts = new Array<number>(years).fill(0);
  for (const period of ruins) {
    const year = Math.max(0, Math.ceil(period / periodsPerYear) - 1);
    counts[year] = (counts[year] as number) + 1;
  }
  return counts;
}

function safeWithdrawal(
  { cashFlowRule, successProbability, paths }: MonteCarloParameters,
  sustainableRate: Float64Array,
): MonteCarloSummary['safeWithdrawal'] {
  if (cashFlowRule === 'fraction-of-equity') return null;
  const successes = Math.max(1, Math.ceil(successProbability * paths));
  const rate = sustainableRate.toSorted()[paths - successes] as number;
  return { probability: successProbability, rate };
}

function shareOf(count: number, paths: number): Share {
  const share = count / paths;
  return { share, ...wilsonInterval(share, paths, CONFIDENCE_DEFAULT) };
}
