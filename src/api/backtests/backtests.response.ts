import { z } from 'zod';
import { METRIC_IDS, type MetricId } from '../../analytics/metrics/registry.js';
import type { BacktestReport } from '../../analytics/report/backtestReport.js';
import { BACKTEST_STATUSES } from '../../domain/backtest.js';
import { STRATEGY_KINDS } from '../../domain/strategy.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import type { BacktestParts } from '../../store/backtestResults.reader.js';
import type { ListedBacktest } from '../../store/backtests/listing.js';
import { drawdownRow } from '../drawdowns/drawdowns.response.js';
import type { Answer } from '../http/answer.js';
import type { Table } from '../http/csv.js';
import { enveloped, listed, metaSchema } from '../http/meta.js';
import {
  accountTelling,
  allInOrder,
  backtestNote,
  calendarTelling,
  contributionRow,
  dividendRow,
  inOrder,
  metricValues,
  missingReasons,
  paymentRow,
  performanceRow,
  positionRow,
  tradeRow,
  weightRow,
} from './report.response.js';

const dateOrNull = z.iso.date().nullable();
const timeOrNull = z.iso.datetime().nullable();
const numberOrNull = z.number().nullable();

const figures = z
  .object({
    ...Object.fromEntries(RISK_METRIC_FIELDS.map((field) => [field, numberOrNull])),
    turnoverAnnual: numberOrNull.describe('Fraction of mean equity traded per year.'),
    finalEquity: z.string().nullable().describe('Decimal.'),
  })
  .meta({ id: 'BacktestFigures' });

export const backtestRow = z
  .object({
    id: z.uuid(),
    portfolio: z.uuid(),
    portfolioName: z.string(),
    kind: z.enum(STRATEGY_KINDS).describe('The rule that was followed.'),
    strategy: z
      .string()
      .nullable()
      .describe("Its slug; null, like version, parameters and error, where it is another user's."),
    strategyVersion: z.int().nullable(),
    parameters: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe("Over those of the strategy's version."),
    isOwn: z.boolean().describe('Whether who asks has run it.'),
    isNightly: z.boolean().describe('Whether the night ran it.'),
    from: dateOrNull.describe('As asked for; null: from the first day that every holding has.'),
    to: dateOrNull.describe('As asked for; null: up to the newest session.'),
    initialCapital: z.string().describe('Decimal.'),
    status: z.enum(BACKTEST_STATUSES),
    error: z.string().nullable().describe('Why it failed.'),
    snapshot: z.uuid().nullable().describe('The snapshot whose prices it ran on.'),
    engineVersion: z.string().nullable(),
    attempts: z.int(),
    createdAt: z.iso.datetime(),
    startedAt: timeOrNull,
    finishedAt: timeOrNull,
    updatedAt: z.iso.datetime(),
    metrics: figures.nullable().describe('Its chief figures; null until it is completed.'),
  })
  .meta({ id: 'Backtest' });

const ofStrategy = "null where the strategy is another user's";

const summary = z
  .object({
    from: z.iso.date().describe('The session of the first purchase.'),
    to: z.iso.date(),
    sessions: z.int(),
    request: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe(`All that it follows from, every default filled in; ${ofStrategy}.`),
    account: accountTelling,
    positions: z
      .array(positionRow)
      .nullable()
      .describe(`What is held at the last close; ${ofStrategy}.`),
    contributions: z
      .array(contributionRow)
      .nullable()
      .describe(`Who earned what, which adds up to the gain; ${ofStrategy}.`),
    calendar: calendarTelling,
    drawdowns: z.array(drawdownRow),
    notes: z
      .array(backtestNote)
      .nullable()
      .describe(`What does not show in the figures; ${ofStrategy}.`),
    omitted: z
      .record(z.string(), z.int())
      .describe('Older rows that were not kept, by part; a part that is kept whole is not here.'),
  })
  .meta({ id: 'BacktestSummary' });

/** The parts of stored results that a summary tells. */
export const SUMMARY_PARTS = Object.keys(summary.shape);

/** The summary of a completed backtest; what shows the moves of another user's strategy is null. */
export function toldSummary({ backtest, parts }: BacktestParts): Readonly<Record<string, unknown>> {
  const { account, request, positions, contributions, drawdowns, notes } = parts;
  const moves = {
    request: request ?? null,
    positions: allInOrder(positionRow, positions),
    contributions: allInOrder(contributionRow, contributions),
    notes: allInOrder(backtestNote, notes),
  };
  return inOrder(summary, {
    ...parts,
    ...Object.fromEntries(Object.keys(moves).map((name) => [name, null])),
    ...(backtest.strategy === null ? {} : moves),
    account: inOrder(accountTelling, account as Readonly<Record<string, unknown>>),
    drawdowns: allInOrder(drawdownRow, drawdowns),
  });
}

/** Which backtest an answer is of. */
const ranShape = z
  .object({
    id: z.uuid(),
    portfolio: z.uuid(),
    strategy: z.string().nullable(),
    snapshot: z.uuid().nullable().describe('The snapshot whose prices it ran on.'),
    engineVersion: z.string().nullable(),
    finishedAt: timeOrNull,
  })
  .meta({ id: 'BacktestRun' });

export const ranMeta = metaSchema
  .extend({ backtest: ranShape.describe('What was run.') })
  .meta({ id: 'BacktestMeta' });

const partMeta = ranMeta
  .extend({ omitted: z.int().describe('Older rows that were not kept.') })
  .meta({ id: 'BacktestPartMeta' });

export const backtestList = listed(backtestRow).meta({ id: 'BacktestList' });
export const backtestAnswer = enveloped(
  backtestRow
    .extend({
      results: summary
        .nullable()
        .describe('Null until it is completed, and where an older engine kept none.'),
    })
    .meta({ id: 'BacktestDetail' }),
).meta({ id: 'BacktestAnswer' });
export const performanceList = listed(performanceRow, ranMeta).meta({ id: 'PerformanceList' });
export const tradeList = listed(tradeRow, partMeta).meta({ id: 'TradeList' });
export const dividendList = listed(dividendRow, partMeta).meta({ id: 'DividendList' });
export const paymentList = listed(paymentRow, partMeta).meta({ id: 'PaymentList' });
export const weightList = listed(weightRow, partMeta).meta({ id: 'WeightList' });

const metricsOfRun = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    sessions: z.int(),
    metrics: metricValues,
    missing: missingReasons,
  })
  .meta({ id: 'BacktestMetrics' });
export const metricsAnswer = z
  .object({ data: metricsOfRun, meta: ranMeta })
  .meta({ id: 'BacktestMetricsAnswer' });

type BacktestRow = z.infer<typeof backtestRow>;

/** A backtest as it is listed. */
export function toldBacktest(backtest: ListedBacktest): BacktestRow {
  const { portfolioId, fromDate, toDate, snapshotId, metrics, ...told } = backtest;
  return {
    ...told,
    portfolio: portfolioId,
    from: fromDate,
    to: toDate,
    snapshot: snapshotId,
    metrics,
  };
}

const { metrics: ofTable, ...flat } = backtestRow.shape;
const FLAT_COLUMNS = [...Object.keys(flat), ...Object.keys(ofTable.unwrap().shape)];

/** Backtests as a table: their figures beside them. */
export function backtestTable(name: string, rows: readonly BacktestRow[]): Table {
  return {
    name,
    columns: FLAT_COLUMNS,
    rows: rows.map(({ metrics, ...row }) => ({ ...row, ...metrics })),
  };
}

/** What of an answer's meta says which backtest it is of. */
export function ranOf(backtest: ListedBacktest): { readonly backtest: z.infer<typeof ranShape> } {
  const { id, portfolioId, strategy, snapshotId, engineVersion, finishedAt } = backtest;
  return {
    backtest: {
      id,
      portfolio: portfolioId,
      strategy,
      snapshot: snapshotId,
      engineVersion,
      finishedAt,
    },
  };
}

/** The stored figures of a backtest: as CSV a row per metric. */
export function metricsOf(
  backtest: ListedBacktest,
  { from, to, sessions, metrics, missing }: BacktestReport,
  ids: readonly MetricId[] = METRIC_IDS,
): Answer {
  const values = ids.map((id) => [id, metrics[id] ?? null] as const);
  const reasons = Object.entries(missing).filter(([id]) => ids.includes(id as MetricId));
  return {
    data: {
      from,
      to,
      sessions,
      metrics: Object.fromEntries(values),
      missing: Object.fromEntries(reasons),
    },
    table: {
      name: `backtest-${backtest.id}-metrics`,
      columns: ['metric', 'value', 'reason'],
      rows: values.map(([metric, value]) => ({ metric, value, reason: missing[metric] ?? null })),
    },
    meta: ranOf(backtest),
  };
}
