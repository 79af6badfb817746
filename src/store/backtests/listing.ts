import type { BacktestStatus } from '../../domain/backtest.js';
import { uuid } from '../../domain/fieldRules.js';
import type { StrategyKind } from '../../domain/strategy.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { SqlParameters } from '../sqlPage.js';
import { isoTime } from '../sqlTime.js';
import { METRIC_COLUMNS, metricsOf, type ListedMetrics, type MetricRow } from './metrics.js';

/** A backtest as it is told. Money is a decimal string, times are ISO 8601 in UTC. */
export interface ListedBacktest {
  readonly id: string;
  readonly portfolioId: string;
  readonly portfolioName: string;
  readonly kind: StrategyKind;
  /**
   * Slug of the strategy; null where it is another user's, like its version, its parameters and
   * the error, which may tell of these.
   */
  readonly strategy: string | null;
  readonly strategyVersion: number | null;
  /** Over those of the version. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly isOwn: boolean;
  /** Whether the night asked for it. */
  readonly isNightly: boolean;
  /** As asked for: null is as far as there are prices. */
  readonly fromDate: TradingDate | null;
  readonly toDate: TradingDate | null;
  readonly initialCapital: string;
  readonly status: BacktestStatus;
  readonly error: string | null;
  readonly snapshotId: string | null;
  readonly engineVersion: string | null;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null until it is completed. */
  readonly metrics: ListedMetrics | null;
}

/** @param reader what stands for a user's id, or null for nobody in particular */
export const isStrategyVisible = (reader: string): string =>
  `(s.is_system or s.owner_id = ${reader}::uuid)`;

const told = (column: string, reader: string): string =>
  `case when ${isStrategyVisible(reader)} then ${column} end`;

/** The select list of a backtest as it is told to this reader. */
export const backtestColumns = (
  reader: string,
): string => `b.id, b.portfolio_id as "portfolioId", p.name as "portfolioName",
  s.kind, ${told('s.slug', reader)} as strategy,
  ${told('b.strategy_version', reader)} as "strategyVersion",
  ${told('b.parameters', reader)} as parameters,
  coalesce(b.user_id = ${reader}::uuid, false) as "isOwn", b.is_nightly as "isNightly",
  b.from_date as "fromDate", b.to_date as "toDate", b.initial_capital::text as "initialCapital",
  b.status, ${told('b.error', reader)} as error, b.snapshot_id as "snapshotId", b.engine_version as "engineVersion",
  b.attempts, ${isoTime('b.started_at')} as "startedAt", ${isoTime('b.finished_at')} as "finishedAt",
  ${isoTime('b.created_at')} as "createdAt", ${isoTime('b.updated_at')} as "updatedAt",
  ${METRIC_COLUMNS}`;

/** What the columns are taken from. */
export const BACKTESTS_FROM = `backtests b join portfolios p on p.id = b.portfolio_id
  join strategies s on s.id = b.strategy_id
  left join performance_metrics m on m.backtest_id = b.id`;

/**
 * Who may see a backtest: whoever ran it; and of a public portfolio everybody what the system or
 * the portfolio's owner ran. The report reporting.public_backtests has the same rule.
 */
export const isBacktestVisible = (reader: string): string => `(b.user_id = ${reader}::uuid
  or (p.is_public and (b.user_id is null or b.user_id = p.owner_id)))`;

/** Which backtests; null is any. */
export interface BacktestFilter {
  /** The portfolio's id, or a model's slug. */
  readonly portfolio: string | null;
  /** The strategy's id or slug; one that the reader may not see has no backtests. */
  readonly strategy: string | null;
  readonly status: BacktestStatus | null;
  readonly isNightly: boolean | null;
}

/** The conditions of a filter. @param reader as for {@link isStrategyVisible} */
export function filterConditions(
  filter: BacktestFilter,
  reader: string,
  parameters: SqlParameters,
): string[] {
  const { portfolio, strategy, status, isNightly } = filter;
  const keyed = (column: string, table: string, key: string): string =>
    uuid.accepts(key)
      ? `${column} = ${parameters.add(key)}`
      : `${column} = (select id from ${table} where slug = ${parameters.add(key)})`;
  return [
    ...(portfolio === null ? [] : [keyed('b.portfolio_id', 'portfolios', portfolio)]),
    ...(strategy === null
      ? []
      : [keyed('b.strategy_id', 'strategies', strategy), isStrategyVisible(reader)]),
    ...(status === null ? [] : [`b.status = ${parameters.add(status)}`]),
    ...(isNightly === null ? [] : [`b.is_nightly = ${parameters.add(isNightly)}`]),
  ];
}

export type BacktestRow = MetricRow & Omit<ListedBacktest, 'metrics'>;

const METRIC_FIELD = /^(figure_|hasMetrics$|turnoverAnnual$|finalEquity$)/;

/** A row of the columns above in the form in which it is told. */
export function backtestOf(row: BacktestRow): ListedBacktest {
  const own = Object.entries(row).filter(([name]) => !METRIC_FIELD.test(name));
  return { ...(Object.fromEntries(own) as BacktestRow), metrics: metricsOf(row) };
}
