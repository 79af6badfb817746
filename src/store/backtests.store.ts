import {
  BACKTEST_ATTEMPTS_MAX,
  requireBacktest,
  requireBacktestResults,
  requireStrategyVersionNumber,
  type BacktestDraft,
} from '../domain/backtest.js';
import { HighwaterError } from '../domain/errors.js';
import { requireFields, uuid, wholeNumber, type DecimalInput } from '../domain/fieldRules.js';
import type { StrategyKind } from '../domain/strategy.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { insertMetrics, type BacktestFigures } from './backtests/metrics.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { portfolioUnknown } from './portfolios.store.js';
import type { SqlSession } from './session.js';
import { strategyUnknown, versionUnknown } from './strategies.store.js';
import { explained, userUnknown } from './violation.js';

/** Longest reason of a failure that is kept. */
const ERROR_CHARACTERS_MAX = 2000;
const LEASE_RULE = { leaseMs: wholeNumber(100, 3_600_000) };

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

/** A backtest that this process runs until its lease ends. */
export interface ClaimedBacktest {
  readonly id: string;
  /** Tells this claim from earlier and later ones of the same backtest. */
  readonly attempts: number;
  readonly portfolioId: string;
  readonly strategyId: string;
  readonly kind: StrategyKind;
  /** Of the strategy's version. */
  readonly strategyParameters: Readonly<Record<string, unknown>>;
  /** Over those of the version. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly fromDate: TradingDate | null;
  readonly toDate: TradingDate | null;
  /** A decimal string. */
  readonly initialCapital: string;
}

type Claim = Pick<ClaimedBacktest, 'id' | 'attempts'>;

export interface BacktestResult {
  readonly results: Readonly<Record<string, unknown>>;
  readonly engineVersion: string;
  readonly snapshotId: string | null;
  readonly figures: BacktestFigures;
  /** Traded value over mean equity, per year. */
  readonly turnoverAnnual: DecimalInput | null;
  readonly finalEquity: DecimalInput | null;
}

/** Backtests on their way from pending to completed or failed. The database's clock counts. */
export class BacktestStore {
  constructor(private readonly database: Database) {}

  /**
   * Asks for a backtest: it is pending until a worker claims it.
   *
   * @returns its id
   * @throws HighwaterError FIELD_REFUSED; PORTFOLIO_UNKNOWN and STRATEGY_UNKNOWN, also for
   *   another's; VERSION_UNKNOWN; USER_UNKNOWN
   */
  async create(backtest: NewBacktest): Promise<string> {
    requireBacktest(backtest);
    const { strategyVersion } = backtest;
    if (strategyVersion !== undefined) requireStrategyVersionNumber(strategyVersion);
    const work = this.database.transaction((session) => insertPending(session, backtest));
    return explained(work, { backtests_user_id_foreign: userUnknown });
  }

  /**
   * Takes the oldest pending backtest for `leaseMs`; no two workers get the same one.
   * @returns null when none is pending
   */
  async claim(leaseMs: number): Promise<ClaimedBacktest | null> {
    requireFields('backtest', LEASE_RULE, { leaseMs });
    const [claimed] = await this.database.session.query<ClaimedBacktest>(CLAIM, [leaseMs]);
    return claimed ?? null;
  }

  /** Prolongs a claim to `leaseMs` from now. @throws HighwaterError LEASE_LOST */
  async heartbeat(claim: Claim, leaseMs: number): Promise<void> {
    requireFields('backtest', LEASE_RULE, { leaseMs });
    const rows = await this.database.session.execute(
      `update backtests set lease_until = now() + $3 * interval '1 millisecond'
       where id = $1 and attempts = $2 and status = 'running'`,
      [claim.id, claim.attempts, leaseMs],
    );
    if (rows === 0) throw leaseLost(claim);
  }

  /** Stores results and figures in one transaction. @throws HighwaterError FIELD_REFUSED, LEASE_LOST */
  async complete(claim: Claim, result: BacktestResult): Promise<void> {
    requireBacktestResults(result.results, result.engineVersion);
    await this.database.transaction(async (session) => {
      const rows = await session.execute(
        `update backtests set status = 'completed', results = $3, engine_version = $4,
           snapshot_id = $5, finished_at = now(), lease_until = null
         where id = $1 and attempts = $2 and status = 'running'`,
        [
          claim.id,
          claim.attempts,
          JSON.stringify(result.results),
          result.engineVersion,
          result.snapshotId,
        ],
      );
      if (rows === 0) throw leaseLost(claim);
      await insertMetrics(session, claim.id, result);
    });
  }

  /** Ends a claim without results. @throws HighwaterError LEASE_LOST */
  async fail(claim: Claim, reason: string): Promise<void> {
    const rows = await this.database.session.execute(
      `update backtests set status = 'failed', error = $3, finished_at = now(), lease_until = null
       where id = $1 and attempts = $2 and status = 'running'`,
      [claim.id, claim.attempts, storable(reason)],
    );
    if (rows === 0) throw leaseLost(claim);
  }

  /**
   * Makes a failed backtest of this user pending again.
   * @throws HighwaterError BACKTEST_UNKNOWN, also for another's; BACKTEST_NOT_FAILED
   */
  retry(id: string, userId: string | null): Promise<void> {
    return this.database.transaction(async (session) => {
      const [backtest] = uuid.accepts(id)
        ? await session.query<{ status: string }>(
            `select status from backtests where id = $1 and user_id is not distinct from $2
             for update`,
            [id, userId],
          )
        : [];
      if (backtest === undefined) throw backtestUnknown(id);
      if (backtest.status !== 'failed') throw notFailed(id, backtest.status);
      await session.execute(`${MAKE_PENDING} where id = $1`, [id]);
    });
  }

  /**
   * Fails what runs past its lease, its worker being gone, and makes it pending again while
   * attempts are left.
   */
  release(): Promise<{ pending: number; failed: number }> {
    return this.database.transaction(async (session) => {
      const left = await session.query<{ id: string; attempts: number }>(FAIL_LEFT);
      const again = left.filter(({ attempts }) => attempts < BACKTEST_ATTEMPTS_MAX);
      const pending = await session.execute(`${MAKE_PENDING} where id = any($1::uuid[])`, [
        again.map(({ id }) => id),
      ]);
      return { pending, failed: left.length - pending };
    });
  }
}

/** The subquery is its own step, so that it runs once and skips what others have locked. */
const CLAIM = `
with next as materialized (
  select id from backtests where status = 'pending' order by created_at, id limit 1
  for update skip locked
), claimed as (
  update backtests b set status = 'running', attempts = b.attempts + 1, started_at = now(),
    lease_until = now() + $1 * interval '1 millisecond'
  from next where b.id = next.id
  returning b.*
)
select b.id, b.attempts, b.portfolio_id as "portfolioId", b.strategy_id as "strategyId", s.kind,
  c.parameters as "strategyParameters", b.parameters, b.from_date as "fromDate",
  b.to_date as "toDate", b.initial_capital::text as "initialCapital"
from claimed b join strategies s on s.id = b.strategy_id
join strategy_configs c on c.strategy_id = s.id and c.version = b.strategy_version`;

const MAKE_PENDING = `
update backtests set status = 'pending', error = null, started_at = null, finished_at = null,
  lease_until = null`;

const FAIL_LEFT = `
with expired as materialized (
  select id from backtests where status = 'running' and lease_until < now()
  for update skip locked
)
update backtests b set status = 'failed', finished_at = now(), lease_until = null,
  error = 'Attempt ' || b.attempts || ' of ${BACKTEST_ATTEMPTS_MAX} was not finished: its worker ended or lost touch.'
from expired where b.id = expired.id
returning b.id, b.attempts`;

async function insertPending(session: SqlSession, backtest: NewBacktest): Promise<string> {
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

/** Text that PostgreSQL takes, whatever was thrown. */
const storable = (reason: string): string => {
  const text = reason.replaceAll('\0', '').toWellFormed().slice(0, ERROR_CHARACTERS_MAX);
  return text === '' ? 'It failed without saying why.' : text.toWellFormed();
};

const leaseLost = ({ id, attempts }: Claim): HighwaterError =>
  new HighwaterError(
    'LEASE_LOST',
    'conflict',
    `Attempt ${attempts} of backtest ${id} is over: its lease passed or it has ended. Drop its work.`,
    { id, attempts },
  );

/** The same for a backtest that is missing and for one that is another's. */
export const backtestUnknown = (id: string): HighwaterError =>
  new HighwaterError(
    'BACKTEST_UNKNOWN',
    'not-found',
    'There is no such backtest here: list the backtests to see which there are.',
    { id },
  );

const notFailed = (id: string, status: string): HighwaterError =>
  new HighwaterError(
    'BACKTEST_NOT_FAILED',
    'conflict',
    `Backtest ${id} is ${status}: only a failed one can be tried again.`,
    { id, status },
  );
