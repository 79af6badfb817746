import { BACKTEST_ATTEMPTS_MAX, requireBacktestResults } from '../domain/backtest.js';
import { HighwaterError } from '../domain/errors.js';
import { requireFields, uuid, wholeNumber, type DecimalInput } from '../domain/fieldRules.js';
import type { StrategyKind } from '../domain/strategy.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { insertPending, requireNewBacktest, type NewBacktest } from './backtests/creation.js';
import { insertMetrics, type BacktestFigures } from './backtests/metrics.js';
import {
  CLAIM,
  COMPLETE,
  FAIL,
  FAIL_LEFT,
  HEARTBEAT,
  MAKE_PENDING,
  REPLACE_COMPLETED,
  REPLACE_FAILED,
} from './backtests/statements.js';
import type { Database } from './database.js';
import type { SqlSession } from './session.js';
import { explained, userUnknown } from './violation.js';

export type { NewBacktest } from './backtests/creation.js';

/** Longest reason of a failure that is kept. */
const ERROR_CHARACTERS_MAX = 2000;
const LEASE_RULE = { leaseMs: wholeNumber(100, 3_600_000) };

/** A backtest that this process runs until its lease ends. */
export interface ClaimedBacktest {
  readonly id: string;
  /** Tells this claim from earlier and later ones of the same backtest. */
  readonly attempts: number;
  readonly portfolioId: string;
  readonly strategyId: string;
  /** Slug of the strategy. */
  readonly strategy: string;
  readonly kind: StrategyKind;
  readonly strategyVersion: number;
  /** Of the strategy's version. */
  readonly strategyParameters: Readonly<Record<string, unknown>>;
  /** Over those of the version. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly fromDate: TradingDate | null;
  readonly toDate: TradingDate | null;
  /** A decimal string. */
  readonly initialCapital: string;
}

export type BacktestClaim = Pick<ClaimedBacktest, 'id' | 'attempts'>;

export interface BacktestResult {
  readonly results: Readonly<Record<string, unknown>>;
  readonly engineVersion: string;
  readonly snapshotId: string | null;
  /** SHA-256 of all that the results follow from; absent: as it was asked for. */
  readonly inputs?: string;
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
    return this.#created(backtest, insertPending);
  }

  /**
   * Asks for a backtest and takes it at once: no other worker can come before.
   * @throws HighwaterError as {@link create}
   */
  async createClaimed(backtest: NewBacktest, leaseMs: number): Promise<ClaimedBacktest> {
    requireFields('backtest', LEASE_RULE, { leaseMs });
    return this.#created(backtest, async (session) => {
      const id = await insertPending(session, backtest);
      return (await claimOne(session, leaseMs, id)) as ClaimedBacktest;
    });
  }

  async #created<T>(
    backtest: NewBacktest,
    insert: (session: SqlSession, backtest: NewBacktest) => Promise<T>,
  ): Promise<T> {
    requireNewBacktest(backtest);
    const work = this.database.transaction((session) => insert(session, backtest));
    return explained(work, { backtests_user_id_foreign: userUnknown });
  }

  /**
   * Takes the oldest pending backtest for `leaseMs`; no two workers get the same one.
   *
   * @param id only this one
   * @returns null when none is pending
   */
  async claim(leaseMs: number, id: string | null = null): Promise<ClaimedBacktest | null> {
    requireFields('backtest', LEASE_RULE, { leaseMs });
    return claimOne(this.database.session, leaseMs, id);
  }

  /** Prolongs a claim to `leaseMs` from now. @throws HighwaterError LEASE_LOST */
  async heartbeat(claim: BacktestClaim, leaseMs: number): Promise<void> {
    requireFields('backtest', LEASE_RULE, { leaseMs });
    await onClaim(this.database.session, HEARTBEAT, claim, [leaseMs]);
  }

  /**
   * Stores results and figures in one transaction; of a night's own, in place of the older ones.
   * @throws HighwaterError FIELD_REFUSED, LEASE_LOST
   */
  async complete(claim: BacktestClaim, result: BacktestResult): Promise<void> {
    requireBacktestResults(result.results, result.engineVersion);
    const { results, engineVersion, snapshotId, inputs = null } = result;
    const values = [JSON.stringify(results), engineVersion, snapshotId, inputs];
    await this.database.transaction(async (session) => {
      await onClaim(session, COMPLETE, claim, values);
      await insertMetrics(session, claim.id, result);
      await session.execute(REPLACE_COMPLETED, [claim.id]);
    });
  }

  /** Ends a claim without results. @throws HighwaterError LEASE_LOST */
  async fail(claim: BacktestClaim, reason: string): Promise<void> {
    await this.database.transaction((session) => failClaim(session, claim, reason));
  }

  /**
   * Ends a claim that something unforeseen broke: pending again while attempts are left. What fails
   * for good forgets its inputs, so that the night asks for its own again.
   *
   * @returns what it is now
   * @throws HighwaterError LEASE_LOST
   */
  failOrRetry(claim: BacktestClaim, reason: string): Promise<'pending' | 'failed'> {
    return this.database.transaction(async (session) => {
      await failClaim(session, claim, reason);
      const isLast = claim.attempts >= BACKTEST_ATTEMPTS_MAX;
      const change = isLast ? 'update backtests set inputs = null' : MAKE_PENDING;
      await session.execute(`${change} where id = $1`, [claim.id]);
      return isLast ? 'failed' : 'pending';
    });
  }

  /** Ends a claim whose worker stops: pending, as if it had not been claimed. @throws LEASE_LOST */
  async giveBack(claim: BacktestClaim): Promise<void> {
    await this.database.transaction(async (session) => {
      await onClaim(session, FAIL, claim, ['Its worker was told to stop.']);
      await session.execute(`${MAKE_PENDING}, attempts = attempts - 1 where id = $1`, [claim.id]);
    });
  }

  /**
   * Makes a failed backtest of this user pending again, for one attempt more.
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

/** Runs a statement on a claim that is still held. @throws HighwaterError LEASE_LOST */
async function onClaim(
  session: SqlSession,
  sql: string,
  claim: BacktestClaim,
  values: readonly unknown[],
): Promise<void> {
  const rows = await session.execute(sql, [claim.id, claim.attempts, ...values]);
  if (rows === 0) throw leaseLost(claim);
}

async function failClaim(session: SqlSession, claim: BacktestClaim, reason: string): Promise<void> {
  await onClaim(session, FAIL, claim, [storable(reason)]);
  await session.execute(REPLACE_FAILED, [claim.id]);
}

async function claimOne(
  session: SqlSession,
  leaseMs: number,
  id: string | null,
): Promise<ClaimedBacktest | null> {
  const [claimed] = await session.query<ClaimedBacktest>(CLAIM, [leaseMs, id]);
  return claimed ?? null;
}

/** Text that PostgreSQL takes, whatever was thrown. */
const storable = (reason: string): string => {
  const text = reason.replaceAll('\0', '').toWellFormed().slice(0, ERROR_CHARACTERS_MAX);
  return text === '' ? 'It failed without saying why.' : text.toWellFormed();
};

const leaseLost = ({ id, attempts }: BacktestClaim): HighwaterError =>
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
