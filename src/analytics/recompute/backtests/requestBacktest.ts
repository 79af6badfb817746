import { HighwaterError } from '../../../domain/errors.js';
import type { BacktestDraft } from '../../../domain/backtest.js';
import { portfolioForBacktest } from '../../../store/backtests/sources.js';
import { BacktestStore, type ClaimedBacktest } from '../../../store/backtests.store.js';
import type { Database } from '../../../store/database.js';
import { portfolioUnknown } from '../../../store/portfolios.store.js';
import { StrategyReader } from '../../../store/strategies.reader.js';
import { strategyUnknown, versionUnknown } from '../../../store/strategies.store.js';
import { LEASE_MS } from './lease.js';
import { readOrder } from './orders.js';

export interface BacktestAsked extends Omit<BacktestDraft, 'initialCapital'> {
  /** Id of a portfolio or slug of a model. */
  readonly portfolio: string;
  /** Slug or id of a strategy. */
  readonly strategy: string;
  /** Null: the portfolio's own. */
  readonly initialCapital: BacktestDraft['initialCapital'] | null;
  /** Who asks; absent: the portfolio's owner, or the system for a model. */
  readonly userId?: string;
}

/**
 * Stores a backtest of which everything has been checked that can be before it is run, and takes it
 * for this process, which is to run it.
 *
 * @throws HighwaterError PORTFOLIO_UNKNOWN, STRATEGY_UNKNOWN, also for another's; VERSION_UNKNOWN,
 *   FIELD_REFUSED, and those of `readOrder`
 */
export async function requestBacktest(
  database: Database,
  asked: BacktestAsked,
): Promise<ClaimedBacktest> {
  const portfolio = await portfolioForBacktest(database.session, asked.portfolio);
  if (portfolio === null) throw portfolioUnknown(asked.portfolio);
  const userId = asked.userId ?? portfolio.ownerId;
  const strategy = await new StrategyReader(database).find(asked.strategy, userId);
  if (strategy === null) throw strategyUnknown(asked.strategy);
  const { version, parameters: strategyParameters } = strategy;
  if (version === null || strategyParameters === null) throw versionUnknown(null);
  const { parameters, fromDate, toDate } = asked;
  const initialCapital = asked.initialCapital ?? portfolio.initialCapital;
  const request = {
    userId,
    portfolioId: portfolio.id,
    strategyId: strategy.id,
    strategyVersion: version,
    parameters,
    fromDate,
    toDate,
    initialCapital,
  };
  readOrder({
    strategy: strategy.slug,
    kind: strategy.kind,
    strategyVersion: version,
    strategyParameters,
    parameters: requireObject(parameters),
    fromDate,
    toDate,
    initialCapital: String(initialCapital),
  });
  return new BacktestStore(database).createClaimed(request, LEASE_MS);
}

function requireObject(parameters: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof parameters === 'object' && parameters !== null;
  if (isObject && !Array.isArray(parameters)) return parameters as Record<string, unknown>;
  const message = 'The parameters must be a JSON object, such as {"frequency":"yearly"}.';
  throw new HighwaterError('FIELD_REFUSED', 'usage', message, { field: 'parameters' });
}
