import { z } from 'zod';
import { BASES } from '../../metrics/annualisation.js';
import { SEED_MAX } from '../../metrics/intervals/bootstrap/xoshiro.js';

export const PATHS_MIN = 100;
export const PATHS_MAX = 20_000;
export const YEARS_MAX = 60;
const AMOUNT_MAX = 1e12;
/** Below three a Student's t has hardly a deviation; above a hundred it is normal. */
const [DEGREES_MIN, DEGREES_MAX] = [3, 100];

export const CASH_FLOW_RULES = ['fixed', 'inflation-adjusted', 'fraction-of-equity'] as const;
export type CashFlowRule = (typeof CASH_FLOW_RULES)[number];

const FLOWS_PER_YEAR = { monthly: 12, quarterly: 4, yearly: 1 } as const;
const FLOW_FREQUENCIES = ['monthly', 'quarterly', 'yearly'] as const;

const amountPerYear = z.number().min(0).max(AMOUNT_MAX).default(0);

/** What is asked of a simulation of the future. Every parameter has a default. */
export const MONTE_CARLO_PARAMETERS = z
  .strictObject({
    method: z
      .enum(['bootstrap', 'lognormal', 'normal', 'student-t'])
      .default('bootstrap')
      .describe(
        'Where returns come from: blocks of the history drawn with replacement, or a distribution.',
      ),
    basis: z
      .enum(BASES)
      .default('daily')
      .describe('The periods that are simulated, and that the history is given in.'),
    years: z.number().int().min(1).max(YEARS_MAX).default(30).describe('The horizon.'),
    paths: z
      .number()
      .int()
      .min(PATHS_MIN)
      .max(PATHS_MAX)
      .default(1_000)
      .describe('How many futures are drawn.'),
    seed: z
      .number()
      .int()
      .min(0)
      .max(SEED_MAX)
      .default(1)
      .describe('The same seed gives the same answer, to the byte.'),
    blockLength: z
      .number()
      .min(1)
      .max(10_000)
      .nullable()
      .default(null)
      .describe('Mean periods in a block of the bootstrap; null: what the history calls for.'),
    meanAnnual: z
      .number()
      .min(-1)
      .max(2)
      .nullable()
      .default(null)
      .describe(
        'Arithmetic mean of simple returns per year, a fraction, for the distributions; null: that of the history.',
      ),
    volatilityAnnual: z
      .number()
      .min(0)
      .max(3)
      .nullable()
      .default(null)
      .describe(
        'Standard deviation of simple returns per year, a fraction, for the distributions; null: that of the history.',
      ),
    degreesOfFreedom: z
      .number()
      .min(DEGREES_MIN)
      .max(DEGREES_MAX)
      .default(5)
      .describe("Of Student's t: fewer give fatter tails."),
    initialCapital: z
      .number()
      .positive()
      .max(AMOUNT_MAX)
      .default(100_000)
      .describe('Money at the beginning.'),
    contributionPerYear: amountPerYear.describe(
      'Paid in per year: money, or by fraction-of-equity a fraction.',
    ),
    withdrawalPerYear: amountPerYear.describe(
      'Taken out per year: money, or by fraction-of-equity a fraction.',
    ),
    cashFlowRule: z
      .enum(CASH_FLOW_RULES)
      .default('inflation-adjusted')
      .describe(
        'The same money each time; money of the beginning, which grows with inflation; or a part of what there is.',
      ),
    cashFlowFrequency: z
      .enum(FLOW_FREQUENCIES)
      .default('monthly')
      .describe('Each payment is the year’s amount divided by the payments of a year.'),
    cashFlowTiming: z
      .enum(['start', 'end'])
      .default('end')
      .describe('Whether a period is paid for at its beginning or at its end.'),
    inflationAnnual: z
      .number()
      .min(-0.1)
      .max(0.5)
      .default(0.02)
      .describe('A fraction per year, for cash flows and for money of the beginning.'),
    reportBy: z.enum(['year', 'month']).default('year').describe('How often equity is told.'),
    successProbability: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.95)
      .describe('How sure the safe withdrawal rate is to last to the horizon.'),
  })
  .refine((it) => it.contributionPerYear === 0 || it.withdrawalPerYear === 0, {
    message: 'give a contribution or a withdrawal, not both',
    path: ['withdrawalPerYear'],
  })
  .refine((it) => isFractionPayable(it), {
    message: 'a fraction of equity is 1 per payment at most',
    path: ['withdrawalPerYear'],
  });

export type MonteCarloInput = z.input<typeof MONTE_CARLO_PARAMETERS>;
export type MonteCarloParameters = z.output<typeof MONTE_CARLO_PARAMETERS>;
export type Method = MonteCarloParameters['method'];

/** Payments in a year. */
export function flowsPerYear(frequency: MonteCarloParameters['cashFlowFrequency']): number {
  return FLOWS_PER_YEAR[frequency];
}

function isFractionPayable(it: {
  readonly cashFlowRule: CashFlowRule;
  readonly cashFlowFrequency: keyof typeof FLOWS_PER_YEAR;
  readonly withdrawalPerYear: number;
  readonly contributionPerYear: number;
}): boolean {
  const largest = Math.max(it.withdrawalPerYear, it.contributionPerYear);
  return (
    it.cashFlowRule !== 'fraction-of-equity' || largest <= FLOWS_PER_YEAR[it.cashFlowFrequency]
  );
}
