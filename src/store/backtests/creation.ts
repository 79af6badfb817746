import {
  requireBacktest,
  requireStrategyVersionNumber,
  type BacktestDraft,
} from '../../domain/backtest.js';
import { uuid } from '../../domain/fieldRules.js';
import { newId } from '../entities/columns.js';
import { portfolioUnknown } from '../portfolios.store.js';
import type { SqlSession } from '../session.js';
import { strategyUnknown, versionUnknown } from '../strategies.store.js';

export interface NewBacktest extends BacktestDraft {
  /** Who asks for it; null for the system. */
  readonly userId: string | null;
  /** A public one, or the user's own. */
  readonly portfolioId: string;
  /** The system's, or the user's own. */
  readonly strategyId: string;
  /** Absent: the active version. */
  readonly strategyVersion?: number;
}

/** @throws HighwaterError FIELD_REFUSED */
export function requireNewBacktest(backtest: NewBacktest): void {
  requireBacktest(backtest);
  const { strategyVersion } = backtest;
  if (strategyVersion !== undefined) requireStrategyVersionNumber(strategyVersion);
}

/**
 * Stores a pending backtest, within a transaction of the caller's.
 *
 * @returns its id
 * @throws HighwaterError PORTFOLIO_UNKNOWN and STRATEGY_UNKNOWN, also for another's; VERSION_UNKNOWN
 */
export async function insertPending(session: SqlSession, backtest: NewBacktest): Promise<string> {
  const { userId, portfolioId, strategyId } = backtest;
  const isVisible = async (sql: string, id: string): Promise<boolean> =>
    uuid.accepts(id) && (await session.query(sql, [id, userId])).length > 0;
  const portfolio = `select 1 from portfolios
    where id = $1 and (is_public or owner_id = $2) for key share`;
  if (!(await isVisible(portfolio, portfolioId))) throw portfolioUnknown(portfolioId);
  // A user's backtests end with the user, so others' strategies must not hold them.
  const strategy = `select 1 from strategies
    where id = $1 and (is_system or owner_id = $2) for key share`;
  if (!(await isVisible(strategy, strategyId))) throw strategyUnknown(strategyId);
  const asked = backtest.strategyVersion ?? null;
  const [config] = await session.query<{ version: number }>(
    `select version from strategy_configs
     where strategy_id = $1 and case when $2::int is null then active else version = $2 end`,
    [strategyId, asked],
  );
  if (config === undefined) throw versionUnknown(asked);
  const id = newId();
  await session.execute(
    `insert into backtests (id, user_id, portfolio_id, strategy_id, strategy_version, parameters,
       from_date, to_date, initial_capital)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      userId,
      portfolioId,
      strategyId,
      config.version,
      JSON.stringify(backtest.parameters),
      backtest.fromDate,
      backtest.toDate,
      String(backtest.initialCapital),
    ],
  );
  return id;
}
