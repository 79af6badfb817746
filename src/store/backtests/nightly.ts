import type { StrategyKind } from '../../domain/strategy.js';
import type { Database } from '../database.js';
import { newId } from '../entities/columns.js';
import { PORTFOLIO_COLUMNS, PORTFOLIO_FROM, type BacktestPortfolio } from './sources.js';

/** Pairs of a portfolio and a strategy that one night takes at most. */
export const NIGHTLY_BACKTESTS_MAX = 20_000;
/** The rule that every portfolio is run by. */
export const DEFAULT_STRATEGY = 'rebalance';
/** What a model portfolio, which has no owner who chooses, is held against. */
const MODEL_STRATEGY = 'buy-and-hold';

/** A portfolio with a strategy that the night runs it by. */
export interface NightlyPair {
  readonly portfolio: BacktestPortfolio;
  readonly strategyId: string;
  /** Slug of the strategy. */
  readonly strategy: string;
  readonly kind: StrategyKind;
  /** The active version and its parameters. */
  readonly strategyVersion: number;
  readonly strategyParameters: Readonly<Record<string, unknown>>;
  /** What the newest nightly backtest of the two follows from; null where it is to be run. */
  readonly inputs: string | null;
}

/** A pair whose backtest is to be run, with the hash of all that it will follow from. */
export type NightlyRequest = NightlyPair & { readonly inputs: string };

/** Which strategies a portfolio `p` is run by: always one, and those that its owner follows. */
const RUN_BY = `(s.is_system and (s.slug = '${DEFAULT_STRATEGY}'
    or (p.owner_id is null and s.slug = '${MODEL_STRATEGY}')))
  or exists (select from user_strategies u
    where u.user_id = p.owner_id and u.strategy_id = s.id)`;
const HAS_HOLDINGS = 'exists (select from portfolio_holdings h where h.portfolio_id = p.id)';

const PAIRS = `
select ${PORTFOLIO_COLUMNS}, s.id as "strategyId", s.slug as strategy, s.kind,
  c.version as "strategyVersion", c.parameters as "strategyParameters",
  (select b.inputs from backtests b
   where b.is_nightly = true and b.portfolio_id = p.id and b.strategy_id = s.id
   order by b.created_at desc, b.id desc limit 1) as inputs
from ${PORTFOLIO_FROM}
join strategies s on ${RUN_BY}
join strategy_configs c on c.strategy_id = s.id and c.active
where ${HAS_HOLDINGS}
order by p.id, s.slug collate "C" limit ${NIGHTLY_BACKTESTS_MAX}`;

const DROP_UNWANTED = `
delete from backtests b where b.is_nightly = true and b.status <> 'running'
  and not exists (select from portfolios p join strategies s on ${RUN_BY}
    where p.id = b.portfolio_id and s.id = b.strategy_id and ${HAS_HOLDINGS})`;

const DROP_SUPERSEDED = `
delete from backtests b using unnest($1::uuid[], $2::uuid[]) asked (portfolio_id, strategy_id)
where b.is_nightly = true and b.status = 'pending'
  and b.portfolio_id = asked.portfolio_id and b.strategy_id = asked.strategy_id`;

/** What has been deleted since it was read is left out. */
const ASK = `
insert into backtests (id, user_id, portfolio_id, strategy_id, strategy_version, initial_capital,
  is_nightly, inputs)
select asked.id, p.owner_id, p.id, s.id, asked.version, p.initial_capital, true, asked.inputs
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[])
  asked (id, portfolio_id, strategy_id, version, inputs)
join portfolios p on p.id = asked.portfolio_id
join strategies s on s.id = asked.strategy_id`;

/** The backtests that the nights ask for: of each portfolio and strategy the newest is kept. */
export class NightlyBacktestStore {
  constructor(private readonly database: Database) {}

  /** Every pair that the night runs, whether it has changed or not. */
  async pairs(): Promise<NightlyPair[]> {
    const rows = await this.database.session.query<PairRow>(PAIRS);
    return rows.map(
      ({
        strategyId,
        strategy,
        kind,
        strategyVersion,
        strategyParameters,
        inputs,
        ...portfolio
      }) => ({
        portfolio,
        strategyId,
        strategy,
        kind,
        strategyVersion,
        strategyParameters,
        inputs,
      }),
    );
  }

  /**
   * Asks for the backtests of these pairs in place of those that have not been begun, and deletes
   * those of pairs that the night no longer runs. One transaction.
   *
   * @returns how many were asked for
   */
  ask(requests: readonly NightlyRequest[]): Promise<number> {
    const portfolios = requests.map(({ portfolio }) => portfolio.id);
    const strategies = requests.map(({ strategyId }) => strategyId);
    return this.database.transaction(async (session) => {
      await session.execute(DROP_UNWANTED);
      if (requests.length === 0) return 0;
      await session.execute(DROP_SUPERSEDED, [portfolios, strategies]);
      return session.execute(ASK, [
        requests.map(() => newId()),
        portfolios,
        strategies,
        requests.map(({ strategyVersion }) => strategyVersion),
        requests.map(({ inputs }) => inputs),
      ]);
    });
  }
}

type PairRow = Omit<NightlyPair, 'portfolio'> & BacktestPortfolio;
