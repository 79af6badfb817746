import type { z } from 'zod';
import {
  ledgerOptions,
  type LedgerOptions,
  type LedgerOptionsInput,
} from '../../analytics/backtest/ledger/options.js';
import { CONVENTIONS } from '../../analytics/metrics/conventions/variant.js';
import { FREQUENCIES, type Frequency } from '../../domain/resample.js';
import { metricList } from '../figures/metricList.js';
import { benchmarkName, riskFreeRate } from '../http/historyParameters.js';
import { contradiction, date, parameter } from '../http/parameters.js';
import { amount, numeric, oneOf } from './spelling.js';

const BPS_MAX = 10_000;
const [GROWTH_MIN, GROWTH_MAX] = [-0.5, 1];

/** Which sessions are simulated. */
export const rangeOfSimulation = {
  from: date(
    'The first purchase is at the close of the first session on or after it; the first session that all assets have unless given.',
  ).optional(),
  to: date("The last session; the snapshot's newest unless given.").optional(),
};

/** How a simulation is run, whatever is held. */
export const simulationParameters = {
  dividends: oneOf(
    'adjusted: valued on adjusted closes, nothing is paid. Else valued as traded and paid on the ex-date: reinvested in the same asset at its close, kept as cash, or paid out.',
    ['adjusted', 'reinvest', 'cash', 'withdraw'],
  ).prefault('adjusted'),
  shares: oneOf('Shares to eight places, or whole ones.', ['fractional', 'whole']).prefault(
    'fractional',
  ),
  unlisted: oneOf(
    'What becomes of the weight of an asset that cannot be traded: cash until it can, or spread over the others.',
    ['cash', 'redistribute'],
  ).prefault('cash'),
  decideOn: oneOf('The newest close that a decision at a close knows.', [
    'previous-close',
    'close',
  ]).prefault('previous-close'),
  feeBps: numeric('Commission in basis points of the amount traded.', 0, BPS_MAX).prefault('0'),
  commissionFixed: amount('Commission per trade, whatever its size.').prefault('0'),
  commissionPerShare: numeric('Commission per share.', 0, 1_000_000).prefault('0'),
  commissionPerShareMinimum: amount('What the commission per share comes to at least.').prefault(
    '0',
  ),
  spreadBps: numeric(
    'Basis points between bid and ask: half is paid on each trade.',
    0,
    BPS_MAX,
  ).prefault('0'),
  slippageBps: numeric(
    'Basis points that a trade moves the price against itself.',
    0,
    BPS_MAX,
  ).prefault('0'),
  managementFee: numeric(
    'Fraction of equity per year, accrued by calendar days over 365.',
    0,
    1,
  ).prefault('0'),
  managementFeeTaken: oneOf('When what has accrued is taken.', ['daily', 'monthly']).prefault(
    'monthly',
  ),
};

const money = (what: string) =>
  amount(`Money ${what} at the last close of each period.`).optional();
const fractionOfEquity = (what: string) =>
  numeric(`In place of money: a fraction of the equity at that close, ${what}.`, 0, 1).optional();
// No choices for the document's schema: none of them is accepted without a payment beside it.
const frequency = parameter<Frequency>(
  { description: 'How often; monthly unless given.', accepts: FREQUENCIES.join(', ') },
  (text) => FREQUENCIES.find((it) => it === text.trim().toLowerCase()),
).optional();
const growth = numeric(
  'What the money grows by with each whole year, a fraction; 0 unless given.',
  GROWTH_MIN,
  GROWTH_MAX,
).optional();

/** Money at the beginning, and what comes and goes. */
export const moneyParameters = {
  initialCapital: amount('Money at the first close.', 0.01).prefault('10000'),
  contribution: money('paid in'),
  contributionFraction: fractionOfEquity('paid in'),
  contributionFrequency: frequency,
  contributionGrowth: growth,
  withdrawal: money('taken out'),
  withdrawalFraction: fractionOfEquity('taken out'),
  withdrawalFrequency: frequency,
  withdrawalGrowth: growth,
};

/** What figures are held against, and whose they are. */
export const judgementParameters = {
  benchmark: benchmarkName.optional(),
  riskFreeRate: riskFreeRate.optional(),
  convention: oneOf('Whose definitions of the metrics.', CONVENTIONS).prefault('highwater'),
  metrics: metricList.optional(),
};

type Values<Shape extends z.core.$ZodShape> = z.output<z.ZodObject<Shape>>;
export type RangeValues = Values<typeof rangeOfSimulation>;
export type SimulationValues = Values<typeof simulationParameters>;
export type MoneyValues = Values<typeof moneyParameters>;
export type JudgementValues = Values<typeof judgementParameters>;

/** Refuses money and a fraction for one payment, and particulars of a payment that is not asked for. */
export function refuseUnclearPayments(query: MoneyValues, context: z.core.$RefinementCtx): void {
  for (const kind of ['contribution', 'withdrawal'] as const) {
    const [money, fraction] = [query[kind], query[`${kind}Fraction`]];
    if (money !== undefined && fraction !== undefined) {
      contradiction(context, `${kind}Fraction`, `is given beside ${kind}`, 'one of the two');
    }
    if (money === undefined && query[`${kind}Growth`] !== undefined) {
      contradiction(context, `${kind}Growth`, `is given without ${kind}`, `a ${kind} beside it`);
    }
    if ((money ?? fraction) === undefined && query[`${kind}Frequency`] !== undefined) {
      contradiction(context, `${kind}Frequency`, `is given without ${kind}`, `a ${kind} beside it`);
    }
  }
}

/** How a simulation is run, whatever money is in it. */
export type RunOptions = Omit<LedgerOptions, 'initialCapital' | 'flows'>;

/** How a simulation is run, every default filled in. */
export function runOptionsOf(query: SimulationValues): RunOptions {
  const { dividends, shares, unlisted, decideOn, spreadBps, slippageBps } = query;
  const costs = {
    commissionBps: query.feeBps,
    commissionFixed: query.commissionFixed,
    commissionPerShare: query.commissionPerShare,
    commissionPerShareMinimum: query.commissionPerShareMinimum,
    spreadBps,
    slippageBps,
    managementFeeAnnual: query.managementFee,
    managementFeeTaken: query.managementFeeTaken,
  };
  return { dividends, shares, unlisted, decideOn, costs };
}

/** The money of a simulation, and how it is run. */
export function ledgerOptionsOf(query: SimulationValues & MoneyValues): LedgerOptions {
  const initialCapital = query.initialCapital.toFixed(2);
  return ledgerOptions({ initialCapital, flows: flowsOf(query), ...runOptionsOf(query) });
}

function flowsOf(query: MoneyValues): NonNullable<LedgerOptionsInput['flows']> {
  return (['contribution', 'withdrawal'] as const).flatMap((kind) => {
    const [money, fraction] = [query[kind], query[`${kind}Fraction`]];
    if ((money ?? fraction) === undefined) return [];
    return [
      {
        kind,
        amount: money?.toFixed(2) ?? null,
        fraction: fraction ?? null,
        frequency: query[`${kind}Frequency`] ?? 'monthly',
        growthAnnual: query[`${kind}Growth`] ?? 0,
      },
    ];
  });
}
