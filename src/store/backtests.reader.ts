import type { BacktestStatus } from '../domain/backtest.js';
import { uuid } from '../domain/fieldRules.js';
import type { TradingDate } from '../domain/tradingDate.js';
import {
  METRIC_COLUMNS,
  metricsOf,
  type ListedMetrics,
  type MetricRow,
} from './backtests/metrics.js';
import type { Database } from './database.js';
import { readPage, SqlParameters, type Page, type Position } from './sqlPage.js';
import { isoTime } from './sqlTime.js';

/** A backtest as it is told. Money is a decimal string, times are ISO 8601 in UTC. */
export interface ListedBacktest {
  readonly id: string;
  readonly portfolioId: string;
  readonly portfolioName: string;
  /** Slug of the strategy. */
  readonly strategy: string;
  readonly strategyVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly isOwn: boolean;
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

/** A backtest with what the engine kept of it. */
export interface DescribedBacktest extends ListedBacktest {
  readonly results: Readonly<Record<string, unknown>> | null;
}

export interface BacktestListRequest {
  /** Who asks: a user's id, or null for nobody in particular. */
  readonly visibleTo: string | null;
  readonly portfolioId: string | null;
  readonly strategyId: string | null;
  readonly status: BacktestStatus | null;
  readonly limit: number;
  readonly after: Position | null;
}

const columns = (reader: string): string => `b.id, b.portfolio_id as "portfolioId",
  p.name as "portfolioName", s.slug as strategy, b.strategy_version as "strategyVersion",
  b.parameters, coalesce(b.user_id = ${reader}::uuid, false) as "isOwn",
  b.from_date as "fromDate", b.to_date as "toDate", b.initial_capital::text as "initialCapital",
  b.status, b.error, b.snapshot_id as "snapshotId", b.engine_version as "engineVersion",
  b.attempts, ${isoTime('b.started_at')} as "startedAt", ${isoTime('b.finished_at')} as "finishedAt",
  ${isoTime('b.created_at')} as "createdAt", ${isoTime('b.updated_at')} as "updatedAt",
  ${METRIC_COLUMNS}`;

const FROM = `backtests b join portfolios p on p.id = b.portfolio_id
  join strategies s on s.id = b.strategy_id
  left join performance_metrics m on m.backtest_id = b.id`;

/** The reader's own; and of a public portfolio what the system or the portfolio's owner ran. */
const isVisible = (reader: string): string => `(b.user_id = ${reader}::uuid
  or (p.is_public and (b.user_id is null or b.user_id = p.owner_id)))`;

type BacktestRow = MetricRow & Omit<DescribedBacktest, 'metrics'>;

const METRIC_FIELD = /^(figure_|hasMetrics$|turnoverAnnual$|finalEquity$)/;

function shaped<Row extends MetricRow>(row: Row) {
  const own = Object.entries(row).filter(([name]) => !METRIC_FIELD.test(name));
  return { ...(Object.fromEntries(own) as Row), metrics: metricsOf(row) };
}

/** Reads backtests with their figures: one statement, however many. */
export class BacktestReader {
  constructor(private readonly database: Database) {}

  /** One page, newest first, without results. @throws HighwaterError BAD_CURSOR */
  async list(request: BacktestListRequest): Promise<Page<ListedBacktest>> {
    const parameters = new SqlParameters();
    const reader = parameters.add(request.visibleTo);
    const conditions = [isVisible(reader)];
    for (const [column, value] of [
      ['b.portfolio_id', request.portfolioId],
      ['b.strategy_id', request.strategyId],
    ] as const) {
      if (value === null) continue;
      if (!uuid.accepts(value)) return { rows: [], next: null };
      conditions.push(`${column} = ${parameters.add(value)}`);
    }
    if (request.status !== null) conditions.push(`b.status = ${parameters.add(request.status)}`);
    const { rows, next } = await readPage<BacktestRow>(this.database.session, {
      columns: columns(reader),
      from: FROM,
      conditions,
      parameters,
      sort: { expression: 'b.created_at', type: 'timestamptz', descending: true },
      tie: { expression: 'b.id', type: 'uuid', descending: true },
      limit: request.limit,
      after: request.after,
    });
    return { rows: rows.map(shaped), next };
  }

  /** One backtest; null where there is none and where it is another's. */
  async find(id: string, visibleTo: string | null): Promise<DescribedBacktest | null> {
    if (!uuid.accepts(id)) return null;
    const [row] = await this.database.session.query<BacktestRow>(
      `select ${columns('$2')}, b.results from ${FROM} where b.id = $1 and ${isVisible('$2')}`,
      [id, visibleTo],
    );
    return row === undefined ? null : shaped(row);
  }
}
