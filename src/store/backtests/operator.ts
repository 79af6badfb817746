import type { BacktestStatus } from '../../domain/backtest.js';
import { uuid } from '../../domain/fieldRules.js';
import { backtestUnknown } from '../backtests.store.js';
import type { SqlSession } from '../session.js';
import { isoTime } from '../sqlTime.js';

/** A backtest as the operator sees it, whoever's it is. Times are ISO 8601 in UTC. */
export interface OperatorBacktest {
  readonly id: string;
  readonly status: BacktestStatus;
  readonly portfolio: string;
  /** Slug of the strategy. */
  readonly strategy: string;
  readonly isNightly: boolean;
  /** Who asked for it; null for the system. */
  readonly email: string | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
}

/** Backtests of all users, newest first, `limit` at most. @param status null: of every status */
export function backtestsOfAll(
  session: SqlSession,
  status: BacktestStatus | null,
  limit: number,
): Promise<OperatorBacktest[]> {
  return session.query<OperatorBacktest>(
    `select b.id, b.status, coalesce(p.slug, p.name) as portfolio, s.slug as strategy,
       b.is_nightly as "isNightly", u.email, b.attempts, ${isoTime('b.created_at')} as "createdAt",
       ${isoTime('b.finished_at')} as "finishedAt", b.error
     from backtests b join portfolios p on p.id = b.portfolio_id
     join strategies s on s.id = b.strategy_id left join users u on u.id = b.user_id
     where $1::text is null or b.status = $1
     order by b.created_at desc, b.id desc limit $2`,
    [status, limit],
  );
}

/** Whose backtest it is; null for the system's. @throws HighwaterError BACKTEST_UNKNOWN */
export async function userOfBacktest(session: SqlSession, id: string): Promise<string | null> {
  const [row] = uuid.accepts(id)
    ? await session.query<{ userId: string | null }>(
        'select user_id as "userId" from backtests where id = $1',
        [id],
      )
    : [];
  if (row === undefined) throw backtestUnknown(id);
  return row.userId;
}

export type BacktestCounts = Readonly<Record<BacktestStatus, number>>;

/** How many backtests there are of each status. */
export async function backtestCounts(session: SqlSession): Promise<BacktestCounts> {
  const rows = await session.query<{ status: BacktestStatus; count: number }>(
    'select status, count(*)::int as count from backtests group by status',
  );
  const counts = { pending: 0, running: 0, completed: 0, failed: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

/** How many backtests wait for a worker. */
export async function pendingBacktests(session: SqlSession): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `select count(*)::int as count from backtests where status = 'pending'`,
  );
  return row?.count ?? 0;
}
