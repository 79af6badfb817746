import { z } from 'zod';
import {
  accountTelling,
  backtestNote,
  calendarTelling,
  contributionRow,
  dividendRow,
  metricValues,
  missingReasons,
  paymentRow,
  positionRow,
  tradeRow,
  weightRow,
} from '../backtests/report.response.js';
import { drawdownRow } from '../drawdowns/drawdowns.response.js';

const date = z.iso.date();

const series = z
  .object({
    date: z.array(date),
    equity: z.array(z.string()).describe('Decimals, after the trades of the close.'),
    cash: z.array(z.string()),
    growth: z.array(z.number()).describe('Of one unit of money, payments left aside.'),
    drawdown: z.array(z.number()).describe('From the highest growth before: 0 to -1.'),
    benchmark: z
      .array(z.number().nullable())
      .nullable()
      .describe('Growth of one unit in it; null where it has no price.'),
  })
  .meta({ id: 'EquitySeries' });

/** What a backtest comes to; parts that were not asked for are left out. */
export const reportShape = {
  from: date.describe('The session of the first purchase.'),
  to: date.describe('The last session.'),
  sessions: z.int(),
  metrics: metricValues,
  missing: missingReasons,
  account: accountTelling,
  series: series.optional(),
  calendar: calendarTelling.optional(),
  weights: z.array(weightRow).optional().describe('What was held after each day of trading.'),
  trades: z.array(tradeRow).optional(),
  dividends: z.array(dividendRow).optional(),
  payments: z.array(paymentRow).optional(),
  positions: z.array(positionRow).optional().describe('At the last close.'),
  contributions: z.array(contributionRow).optional().describe('What each asset gained.'),
  drawdowns: z.array(drawdownRow).optional().describe('The deepest ones.'),
  omitted: z.record(z.string(), z.int()).describe('How many older rows a part leaves out.'),
  notes: z.array(backtestNote).describe('What does not show in the figures themselves.'),
};
