import { HighwaterError } from '../domain/errors.js';
import { fieldRefused, uuid } from '../domain/fieldRules.js';
import {
  VERSIONS_MAX,
  requireStrategy,
  requireStrategyVersion,
  type StrategyDraft,
  type StrategyVersionDraft,
} from '../domain/strategyDefinition.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { savedBy, type Saved } from './saved.js';
import { lockOwned } from './ownership.js';
import type { SqlSession } from './session.js';
import { explained, userUnknown } from './violation.js';

/** Writes strategies: the system's, whose owner is null, and users' own. */
export class StrategyStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores a user's strategy with its first version, which is active.
   *
   * @returns its id
   * @throws HighwaterError FIELD_REFUSED, SLUG_RESERVED, SLUG_TAKEN, USER_UNKNOWN
   */
  async create(
    ownerId: string,
    strategy: StrategyDraft,
    version: StrategyVersionDraft,
  ): Promise<string> {
    requireStrategy(strategy, false);
    requireStrategyVersion(version, 1);
    const work = this.database.transaction((session) =>
      insertStrategy(session, ownerId, strategy, version),
    );
    return explained(work, {
      strategies_slug_unique: () => slugTaken(strategy.slug),
      strategies_owner_id_foreign: userUnknown,
    });
  }

  /**
   * Adds the next version, one more than the highest, and makes it the active one unless told not
   * to. Versions that are added at once get numbers one after the other.
   *
   * @returns its number
   * @throws HighwaterError FIELD_REFUSED, STRATEGY_UNKNOWN, also for another's
   */
  async addVersion(
    id: string,
    ownerId: string | null,
    version: StrategyVersionDraft,
    isActivated = true,
  ): Promise<number> {
    requireStrategyVersion(version, 1);
    return this.database.transaction(async (session) => {
      await lockStrategy(session, id, ownerId);
      return insertVersion(session, id, version, isActivated);
    });
  }

  /**
   * Makes this version the only active one.
   * @throws HighwaterError STRATEGY_UNKNOWN, also for another's, VERSION_UNKNOWN
   */
  activate(id: string, ownerId: string | null, version: number): Promise<void> {
    return this.database.transaction(async (session) => {
      await lockStrategy(session, id, ownerId);
      await activateVersion(session, id, version);
    });
  }

  /**
   * Deletes the owner's strategy with its versions.
   * @throws HighwaterError STRATEGY_UNKNOWN, also for another's; STRATEGY_IN_USE when backtests or
   *   indices rest on it
   */
  delete(id: string, ownerId: string | null): Promise<void> {
    const work = this.database.transaction(async (session) => {
      await lockStrategy(session, id, ownerId);
      await session.execute('delete from strategies where id = $1', [id]);
    });
    return explained(work, {
      backtests_strategy_id_foreign: () => inUse('backtests'),
      indices_strategy_id_foreign: () => inUse('indices'),
    });
  }

  /**
   * Notes that a user has chosen a strategy, the system's or an own one.
   * @returns whether it is new
   * @throws HighwaterError STRATEGY_UNKNOWN, also for another's; USER_UNKNOWN
   */
  async follow(userId: string, strategyId: string): Promise<boolean> {
    const work = this.database.transaction(async (session) => {
      const visible = uuid.accepts(strategyId)
        ? await session.query(
            `select 1 from strategies where id = $1 and (is_system or owner_id = $2) for key share`,
            [strategyId, userId],
          )
        : [];
      if (visible.length === 0) throw strategyUnknown(strategyId);
      const rows = await session.execute(
        `insert into user_strategies (user_id, strategy_id) values ($1, $2) on conflict do nothing`,
        [userId, strategyId],
      );
      return rows > 0;
    });
    return explained(work, { user_strategies_user_id_foreign: userUnknown });
  }

  /** @returns whether the user had chosen it */
  async unfollow(userId: string, strategyId: string): Promise<boolean> {
    if (!uuid.accepts(strategyId)) return false;
    const rows = await this.database.session.execute(
      'delete from user_strategies where user_id = $1 and strategy_id = $2',
      [userId, strategyId],
    );
    return rows > 0;
  }

  /**
   * Stores a strategy of the system under its slug. Changed parameters become a new version, so
   * that backtests of the old one keep theirs.
   *
   * @throws HighwaterError FIELD_REFUSED, SLUG_TAKEN when a user's strategy has the slug
   */
  async saveSystem(strategy: StrategyDraft, version: StrategyVersionDraft): Promise<Saved> {
    requireStrategy(strategy, true);
    requireStrategyVersion(version, 1);
    return this.database.transaction(async (session) => {
      const [stored] = await session.query<{ id: string; isSystem: boolean }>(
        `select id, is_system as "isSystem" from strategies where slug = $1 for update`,
        [strategy.slug],
      );
      if (stored === undefined) {
        await insertStrategy(session, null, strategy, version);
        return 'added';
      }
      if (!stored.isSystem) throw slugTaken(strategy.slug);
      const changed = await session.execute(
        `update strategies set name = $2, description = $3, kind = $4
         where id = $1 and (name, description, kind) is distinct from
           ($2::varchar, $3::text, $4::varchar)`,
        [stored.id, strategy.name, strategy.description, strategy.kind],
      );
      const isSame = await hasActiveVersion(session, stored.id, version);
      if (!isSame) await insertVersion(session, stored.id, version, true);
      return savedBy(0, changed + (isSame ? 0 : 1));
    });
  }
}

async function insertStrategy(
  session: SqlSession,
  ownerId: string | null,
  strategy: StrategyDraft,
  version: StrategyVersionDraft,
): Promise<string> {
  const id = newId();
  const { slug, name, description, kind } = strategy;
  await session.execute(
    `insert into strategies (id, slug, name, description, kind, is_system, owner_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, slug, name, description, kind, ownerId === null, ownerId],
  );
  await insertVersion(session, id, version, true);
  return id;
}

/** The caller holds the strategy's lock, or has just inserted it. */
async function insertVersion(
  session: SqlSession,
  strategyId: string,
  { name, parameters }: StrategyVersionDraft,
  isActivated: boolean,
): Promise<number> {
  const [row] = await session.query<{ next: number }>(
    `select coalesce(max(version), 0) + 1 as next from strategy_configs where strategy_id = $1`,
    [strategyId],
  );
  const version = row?.next ?? 1;
  if (version > VERSIONS_MAX) {
    const limit = `at most ${VERSIONS_MAX}: make another strategy`;
    throw fieldRefused('strategy', 'version', version, { limit });
  }
  await session.execute(
    `insert into strategy_configs (id, strategy_id, version, name, parameters)
     values ($1, $2, $3, $4, $5)`,
    [newId(), strategyId, version, name, JSON.stringify(parameters)],
  );
  if (isActivated) await activateVersion(session, strategyId, version);
  return version;
}

async function activateVersion(
  session: SqlSession,
  strategyId: string,
  version: number,
): Promise<void> {
  // Two statements: at no moment may two be active.
  await session.execute(
    `update strategy_configs set active = false
     where strategy_id = $1 and active and version <> $2`,
    [strategyId, version],
  );
  const found = await session.query<{ active: boolean }>(
    'select active from strategy_configs where strategy_id = $1 and version = $2',
    [strategyId, version],
  );
  if (found[0] === undefined) throw versionUnknown(version);
  if (found[0].active) return;
  await session.execute(
    'update strategy_configs set active = true where strategy_id = $1 and version = $2',
    [strategyId, version],
  );
}

async function hasActiveVersion(
  session: SqlSession,
  strategyId: string,
  { name, parameters }: StrategyVersionDraft,
): Promise<boolean> {
  const rows = await session.query(
    `select 1 from strategy_configs
     where strategy_id = $1 and active and name = $2 and parameters = $3::jsonb`,
    [strategyId, name, JSON.stringify(parameters)],
  );
  return rows.length > 0;
}

async function lockStrategy(
  session: SqlSession,
  id: string,
  ownerId: string | null,
): Promise<void> {
  if (!(await lockOwned(session, 'strategies', id, ownerId))) throw strategyUnknown(id);
}

/** The same for a strategy that is missing and for one that is another's. */
export function strategyUnknown(id: string): HighwaterError {
  return new HighwaterError(
    'STRATEGY_UNKNOWN',
    'not-found',
    'There is no such strategy here: list the strategies to see which there are.',
    { id },
  );
}

export const versionUnknown = (version: number | null): HighwaterError =>
  new HighwaterError(
    'VERSION_UNKNOWN',
    'not-found',
    version === null
      ? 'The strategy has no active version: activate one, or name the version.'
      : `The strategy has no version ${version}: list its versions.`,
    { version },
  );

const inUse = (what: 'backtests' | 'indices'): HighwaterError =>
  new HighwaterError(
    'STRATEGY_IN_USE',
    'conflict',
    `The strategy has ${what} and is kept for them: delete those first.`,
  );

const slugTaken = (slug: string): HighwaterError =>
  new HighwaterError('SLUG_TAKEN', 'conflict', `The slug ${slug} is taken: choose another one.`, {
    slug,
  });
