import { z } from 'zod';
import { HighwaterError } from '../../../domain/errors.js';
import { FREQUENCIES } from '../../../domain/resample.js';
import { isTradingDate } from '../../../domain/tradingDate.js';

/** Series of payments that one simulation takes at most. */
export const FLOWS_MAX = 20;
/** Basis points of a part that costs take at most: all of it. */
const BPS_MAX = 10_000;
const AMOUNT_MAX = 9_999_999_999.99;
const MONEY = /^\d{1,10}(\.\d{1,2})?$/;

const money = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(MONEY, 'an amount of at most 9999999999.99 with two places at most'));
const bps = z.number().min(0).max(BPS_MAX).default(0);
const date = z.string().refine(isTradingDate, 'a date, YYYY-MM-DD').nullable().default(null);

const COSTS = z.strictObject({
  commissionFixed: z
    .number()
    .min(0)
    .max(AMOUNT_MAX)
    .default(0)
    .describe('Money per trade, whatever its size.'),
  commissionBps: bps.describe('Basis points of the amount traded.'),
  commissionPerShare: z.number().min(0).max(AMOUNT_MAX).default(0).describe('Money per share.'),
  commissionPerShareMinimum: z
    .number()
    .min(0)
    .max(AMOUNT_MAX)
    .default(0)
    .describe('What the commission per share comes to at least, where there is one.'),
  spreadBps: bps.describe('Between bid and ask: half of it is paid on each trade.'),
  slippageBps: bps.describe('What a trade moves the price against itself.'),
  managementFeeAnnual: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Fraction of equity per year, accrued by calendar days over 365.'),
  managementFeeTaken: z
    .enum(['daily', 'monthly'])
    .default('monthly')
    .describe('When what has accrued is taken: at every close, or at the last of each month.'),
});

const FLOW = z
  .strictObject({
    kind: z.enum(['contribution', 'withdrawal']),
    amount: money.nullable().default(null).describe('A fixed amount of money; or fraction.'),
    fraction: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe('Of the equity at that close; or amount.'),
    frequency: z.enum(FREQUENCIES).default('monthly').describe('At the last close of each period.'),
    growthAnnual: z
      .number()
      .min(-0.5)
      .max(1)
      .default(0)
      .describe('What a fixed amount grows by with each whole year since its start.'),
    start: date.describe('No payment before it; null: the first day.'),
    end: date.describe('No payment after it; null: to the last day.'),
  })
  .refine(({ amount, fraction }) => (amount === null) !== (fraction === null), {
    message: 'either an amount or a fraction',
  });

/** How a simulation is run, beside its market and its strategy. Every field has a default. */
export const LEDGER_OPTIONS = z.strictObject({
  initialCapital: money.default('10000.00').describe('Money at the first close, in cash.'),
  dividends: z
    .enum(['adjusted', 'reinvest', 'cash', 'withdraw'])
    .default('adjusted')
    .describe(
      'adjusted: valued on adjusted closes, nothing is paid. Else valued as traded and paid on the ex-date: reinvested in the same asset at its close, kept as cash, or paid out.',
    ),
  shares: z
    .enum(['fractional', 'whole'])
    .default('fractional')
    .describe('Shares to eight places, or whole ones.'),
  unlisted: z
    .enum(['cash', 'redistribute'])
    .default('cash')
    .describe(
      'What becomes of the weight of an asset that cannot be traded: cash until it can, or spread over the others.',
    ),
  decideOn: z
    .enum(['previous-close', 'close'])
    .default('previous-close')
    .describe('The newest close that a decision at a close knows.'),
  costs: COSTS.default(() => COSTS.parse({})),
  flows: z.array(FLOW).max(FLOWS_MAX).default([]),
});

export type LedgerOptionsInput = z.input<typeof LEDGER_OPTIONS>;
export type LedgerOptions = z.output<typeof LEDGER_OPTIONS>;
export type Costs = LedgerOptions['costs'];
export type Flow = LedgerOptions['flows'][number];

/** Options with their defaults. @throws HighwaterError LEDGER_OPTIONS_REFUSED, which names the field */
export function ledgerOptions(input: LedgerOptionsInput = {}): LedgerOptions {
  const parsed = LEDGER_OPTIONS.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new HighwaterError(
    'LEDGER_OPTIONS_REFUSED',
    'usage',
    `The simulation's ${field === '' ? 'options' : field} cannot be: ${issue?.message ?? 'see the documentation'}.`,
    { field },
  );
}
