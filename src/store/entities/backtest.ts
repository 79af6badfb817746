import { defineEntity, p } from '@mikro-orm/core';
import {
  BACKTEST_STATUSES,
  BACKTEST_TRANSITIONS,
  requireBacktest,
  requireStrategyVersionNumber,
  type BacktestDraft,
  type BacktestStatus,
} from '../../domain/backtest.js';
import { Dec } from '../../domain/decimals.js';
import {
  createdAt,
  id,
  newId,
  numeric,
  oneOf,
  positive,
  timestamp,
  touchTrigger,
  updatedAt,
} from './columns.js';
import { Portfolio } from './portfolio.js';
import { DRAWDOWN_RANGE, figureColumns } from './riskMetrics.js';
import { Snapshot } from './snapshot.js';
import { Strategy } from './strategy.js';
import { User } from './user.js';

const TRANSITIONS = BACKTEST_TRANSITIONS.map(([from, to]) => `('${from}', '${to}')`).join(', ');

/** pending → running → completed or failed; failed → pending by retry. */
const STATUS_FORWARD = `if new.status <> old.status and (old.status, new.status) not in
  (${TRANSITIONS})
then
  raise exception 'backtest % cannot go from % to %', old.id, old.status, new.status
    using errcode = 'check_violation', constraint = 'backtests_status_forward';
end if;
return new`;

const BacktestSchema = defineEntity({
  name: 'Backtest',
  tableName: 'backtests',
  properties: {
    id: id(),
    user: () => p.manyToOne(User).nullable().deleteRule('cascade').updateRule('no action'),
    portfolio: () => p.manyToOne(Portfolio).deleteRule('cascade').updateRule('no action'),
    strategy: () => p.manyToOne(Strategy).deleteRule('no action').updateRule('no action'),
    strategyVersion: p.integer().comment('version of the strategy config'),
    parameters: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    fromDate: p.date().nullable(),
    toDate: p.date().nullable(),
    initialCapital: numeric(12, 2),
    status: p.string().length(16).$type<BacktestStatus>().default('pending'),
    results: p.json<Record<string, unknown>>().nullable(),
    error: p.text().nullable(),
    snapshot: () => p.manyToOne(Snapshot).nullable().deleteRule('set null').updateRule('no action'),
    engineVersion: p.string().length(40).nullable(),
    isNightly: p
      .boolean()
      .default(false)
      .comment('asked for by the night, which replaces its older ones'),
    inputs: p.string().length(64).nullable().comment('SHA-256 of all that the results follow from'),
    attempts: p.integer().default(0),
    leaseUntil: timestamp().nullable().comment('a run whose lease has passed was left by a crash'),
    startedAt: timestamp().nullable(),
    finishedAt: timestamp().nullable(),
    metrics: () => p.oneToOne(PerformanceMetrics).mappedBy('backtest').nullable(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'backtests_status_known', expression: oneOf('status', BACKTEST_STATUSES) },
    { name: 'backtests_capital_positive', expression: positive('initial_capital') },
    { name: 'backtests_dates_ordered', expression: 'from_date < to_date' },
    { name: 'backtests_attempts_range', expression: 'attempts >= 0' },
    {
      name: 'backtests_completed_has_results',
      expression: "status <> 'completed' or results is not null",
    },
    { name: 'backtests_failed_has_error', expression: "status <> 'failed' or error is not null" },
  ],
  indexes: [
    { name: 'backtests_user_index', properties: ['user'] },
    { name: 'backtests_portfolio_index', properties: ['portfolio'] },
    { name: 'backtests_strategy_index', properties: ['strategy', 'status'] },
    { name: 'backtests_snapshot_index', properties: ['snapshot'] },
    {
      name: 'backtests_nightly_index',
      properties: ['portfolio', 'strategy'],
      where: 'is_nightly = true',
    },
    {
      name: 'backtests_open_index',
      properties: ['createdAt'],
      where: "status in ('pending', 'running')",
    },
  ],
  triggers: [
    touchTrigger('backtests'),
    {
      name: 'backtests_status_forward',
      timing: 'before',
      events: ['update'],
      forEach: 'row',
      body: STATUS_FORWARD,
    },
  ],
});

/** A run of a strategy on a portfolio, from pending to its results or its error. */
export class Backtest extends BacktestSchema.class {
  /**
   * A pending one. @param fields what is asked for, of which portfolio and strategy, by whom
   * @throws HighwaterError FIELD_REFUSED
   */
  constructor(
    fields: BacktestDraft & {
      user: User | null;
      portfolio: Portfolio;
      strategy: Strategy;
      strategyVersion: number;
    },
  ) {
    super();
    requireBacktest(fields);
    requireStrategyVersionNumber(fields.strategyVersion);
    const initialCapital = new Dec(fields.initialCapital);
    Object.assign(this, { id: newId(), status: 'pending', attempts: 0, ...fields, initialCapital });
  }
}
BacktestSchema.setClass(Backtest);

const PerformanceMetricsSchema = defineEntity({
  name: 'PerformanceMetrics',
  tableName: 'performance_metrics',
  properties: {
    backtest: () =>
      p.oneToOne(Backtest).primary().owner().deleteRule('cascade').updateRule('no action'),
    ...figureColumns(),
    turnoverAnnual: numeric(10, 6).nullable(),
    finalEquity: numeric(20, 2).nullable(),
    createdAt: createdAt(),
  },
  checks: [
    {
      name: 'performance_metrics_drawdown_range',
      expression: DRAWDOWN_RANGE,
    },
  ],
});

/** The figures of one completed backtest. */
export class PerformanceMetrics extends PerformanceMetricsSchema.class {}
PerformanceMetricsSchema.setClass(PerformanceMetrics);
