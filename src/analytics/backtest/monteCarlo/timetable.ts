import { PERIODS_PER_YEAR } from '../../metrics/annualisation.js';
import { flowsPerYear, type MonteCarloParameters } from './parameters.js';

/** When a simulation pays and is looked at: by the number of periods that have passed. */
export interface Timetable {
  readonly periods: number;
  readonly periodsPerYear: number;
  readonly paymentsPerYear: number;
  /**
   * From 0 to `periods`: what a payment then is, as a multiple of the first ones; 0 where there is
   * none.
   */
  readonly payments: Float64Array;
  /** The moments at which equity is told, the beginning first. */
  readonly reports: Int32Array;
}

/** The payments and reports that parameters ask for. Years are 252, 52 or 12 periods. */
export function timetableOf(parameters: MonteCarloParameters): Timetable {
  const { basis, years, cashFlowFrequency, cashFlowTiming, reportBy } = parameters;
  const periodsPerYear = PERIODS_PER_YEAR[basis];
  const periods = years * periodsPerYear;
  const paymentsPerYear = flowsPerYear(cashFlowFrequency);
  const payments = new Float64Array(periods + 1);
  const growth = parameters.cashFlowRule === 'inflation-adjusted' ? parameters.inflationAnnual : 0;
  for (let period = 0; period <= periods; period += 1) {
    // What is due at the start of a part of the year is due when the part before has ended.
    const isDue =
      cashFlowTiming === 'start' && period === 0
        ? true
        : endsPart(period, paymentsPerYear, periodsPerYear);
    const isLast = period === periods && cashFlowTiming === 'start';
    if (isDue && !isLast) payments[period] = inflationFactor(growth, period / periodsPerYear);
  }
  const reportsPerYear = reportBy === 'year' ? 1 : 12;
  const reports = Int32Array.from({ length: periods + 1 }, (_, period) => period).filter(
    (period) => period === 0 || endsPart(period, reportsPerYear, periodsPerYear),
  );
  return { periods, periodsPerYear, paymentsPerYear, payments, reports };
}

/** What money of the beginning has become: (1 + inflation)^years. */
export function inflationFactor(inflationAnnual: number, years: number): number {
  return Math.exp(Math.log1p(inflationAnnual) * years);
}

/** Whether a part of the year is over after this period and was not before it. */
function endsPart(period: number, partsPerYear: number, periodsPerYear: number): boolean {
  const parts = (count: number): number => Math.floor((count * partsPerYear) / periodsPerYear);
  return period > 0 && parts(period) > parts(period - 1);
}
