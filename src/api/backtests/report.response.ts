import { z } from 'zod';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { METRICS } from '../../analytics/metrics/registry.js';
import { returnRow } from '../returns/returns.response.js';

/** What is told of a simulated portfolio, part by part, as analytics/report writes it. */

type Fields = Readonly<Record<string, unknown>>;

/** An object of a part with its fields in the order of its schema: the database keeps another. */
export function inOrder(schema: z.ZodObject, part: Fields): Fields {
  return Object.fromEntries(Object.keys(schema.shape).map((name) => [name, part[name] ?? null]));
}

/** The same for all objects of a part, which is empty where it was not kept. */
export function allInOrder(schema: z.ZodObject, part: unknown): Fields[] {
  return ((part ?? []) as readonly Fields[]).map((row) => inOrder(schema, row));
}

const date = z.iso.date();
const dateOrNull = date.nullable();
const money = z.string().describe('Decimal, in the currency of the portfolio.');
const shares = z.string().describe('Decimal, eight places at most.');

/** A portfolio on one session. */
export const performanceRow = z
  .object({
    date,
    equity: money.describe('Decimal: cash and holdings after the trades of the close.'),
    cash: money,
    growth: z
      .number()
      .describe('What one unit of the first day has become, payments in and out left aside.'),
    drawdown: z.number().describe('From the highest growth before: 0 to -1.'),
    benchmark: z
      .number()
      .nullable()
      .describe('What one unit in the benchmark has become; null where it has no price.'),
  })
  .meta({ id: 'PerformanceRow' });

export const tradeRow = z
  .object({
    date,
    symbol: z.string(),
    shares: shares.describe('Decimal, eight places at most; negative where sold.'),
    price: z.number(),
    amount: money,
    commission: money,
    spread: money,
    slippage: money,
    reason: z
      .string()
      .describe(
        'initial, rebalance, flow, fee, listing, dividend, delisting or cash-in-lieu: what it was ' +
          'made for.',
      ),
  })
  .meta({ id: 'TradeRow' });

export const dividendRow = z
  .object({
    date: date.describe('The ex-date.'),
    symbol: z.string(),
    kind: z.enum(['dividend', 'capital_gain']),
    shares,
    perShare: z.number(),
    amount: money,
  })
  .meta({ id: 'DividendRow' });

export const paymentRow = z
  .object({
    date,
    kind: z.enum(['contribution', 'withdrawal', 'dividend', 'management-fee']),
    amount: money,
  })
  .meta({ id: 'PaymentRow' });

export const weightRow = z
  .object({
    date: date.describe('A day of trading.'),
    weights: z
      .record(z.string(), z.number())
      .describe('Fractions of equity after its trades, by symbol; without those not held.'),
    cash: z.number().describe('Fraction of equity.'),
  })
  .meta({ id: 'WeightRow' });

export const positionRow = z
  .object({ symbol: z.string(), shares, price: z.number(), value: money })
  .meta({ id: 'PositionRow' });

export const contributionRow = z
  .object({ symbol: z.string(), priceGain: money, dividends: money, costs: money, gain: money })
  .meta({ id: 'ContributionRow' });

export const accountTelling = z
  .object({
    initialCapital: money,
    contributions: money,
    withdrawals: money,
    dividendsPaidOut: money.describe('Decimal: not those that stayed.'),
    dividendsReceived: money,
    commission: money,
    spread: money,
    slippage: money,
    managementFee: money,
    finalEquity: money,
    finalCash: money,
    gain: money.describe('Decimal: final equity and all taken out, less all paid in.'),
    trades: z.int(),
    turnoverAnnual: z
      .number()
      .nullable()
      .describe('Half of what was traded after the first purchase over mean equity, per year.'),
    moneyWeightedReturn: z.number().nullable().describe('XIRR, a fraction per year.'),
    moneyWeightedReturnMissing: z.string().nullable().describe('Why there is none.'),
    ruinedOn: dateOrNull.describe('The first day that ended without money.'),
  })
  .meta({ id: 'BacktestAccount' });

export const backtestNote = z
  .object({
    kind: z.enum(['listed-late', 'ends-early', 'starts-later-than-asked', 'ruined']),
    symbol: z.string().nullable(),
    date,
    message: z.string(),
  })
  .meta({ id: 'BacktestNote' });

export const calendarTelling = z
  .object({ month: z.array(returnRow), year: z.array(returnRow) })
  .meta({ id: 'BacktestCalendar' });

/** Figures by the id of their metric. */
export const metricValues = z.object(
  Object.fromEntries(
    METRICS.map(({ id, name }) => [id, z.number().nullable().optional().describe(name)]),
  ),
);

/** Why figures are null, by the id of their metric. */
export const missingReasons = z
  .record(z.string(), z.enum(MISSING_REASONS))
  .describe('Why a figure is null, by its metric.');
