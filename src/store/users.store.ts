import { emailIdentity, type SubscriptionTier } from '../domain/account.js';
import { HighwaterError } from '../domain/errors.js';
import type { Database } from './database.js';
import { User, type UserDraft } from './entities/user.js';
import type { SqlSession } from './session.js';
import { isoTime } from './sqlTime.js';

/** A user as anyone who may ask is told. Times are ISO 8601. */
export interface UserAccount {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly tier: SubscriptionTier;
  /** Null until someone has made sure that the address is the user's own. */
  readonly emailVerifiedAt: string | null;
  readonly createdAt: string;
}

/** A user with what a password is held against: never shown, never logged. */
export interface UserCredentials extends UserAccount {
  readonly passwordHash: string;
}

/** How much went with a user. */
export interface RemovedUser {
  readonly apiKeys: number;
  readonly strategies: number;
  readonly portfolios: number;
  readonly backtests: number;
}

export const USERS_LISTED_MAX = 1000;

const ACCOUNT = `u.id, u.email, u.username, u.subscription_tier as tier,
  ${isoTime('u.email_verified_at')} as "emailVerifiedAt", ${isoTime('u.created_at')} as "createdAt"`;
const CREDENTIALS = `${ACCOUNT}, u.password_hash as "passwordHash"`;

const FOREIGN_KEY_VIOLATION = '23503';

/** Who may sign in. */
export class UserStore {
  constructor(private readonly database: Database) {}

  /**
   * Adds a user.
   * @throws HighwaterError FIELD_REFUSED, EMAIL_TAKEN, USERNAME_TAKEN
   */
  async add(draft: UserDraft): Promise<UserAccount> {
    const user = new User(draft);
    return this.database.transaction(async (session) => {
      // Two at once cannot both pass: the one that waited inserts nothing.
      const inserted = await session.execute(
        `insert into users (id, email, username, password_hash, subscription_tier,
           email_verified_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [
          user.id,
          user.email,
          user.username,
          user.passwordHash,
          user.subscriptionTier,
          user.emailVerifiedAt?.toISOString() ?? null,
        ],
      );
      if (inserted === 0) throw await takenBy(session, user);
      const added = await one<UserAccount>(session, ACCOUNT, 'u.id = $1', user.id);
      return added as UserAccount;
    });
  }

  /** The user of an address in any case, or null. */
  findByEmail(email: string): Promise<UserAccount | null> {
    return one(this.database.session, ACCOUNT, BY_EMAIL, emailIdentity(email));
  }

  /** The user of an address in any case with the password's hash, or null. */
  findCredentials(email: string): Promise<UserCredentials | null> {
    return one(this.database.session, CREDENTIALS, BY_EMAIL, emailIdentity(email));
  }

  /** The same by id, which must be a UUID. */
  findCredentialsById(id: string): Promise<UserCredentials | null> {
    return one(this.database.session, CREDENTIALS, 'u.id = $1', id);
  }

  /** The first {@link USERS_LISTED_MAX} by email. */
  list(): Promise<UserAccount[]> {
    return this.database.session.query<UserAccount>(
      `select ${ACCOUNT} from users u order by lower(u.email) limit ${USERS_LISTED_MAX}`,
    );
  }

  /** Marks an address as its user's own; the first time counts. @returns false without such a user */
  async markVerified(email: string, at: Date): Promise<boolean> {
    const rows = await this.database.session.execute(
      `update users u set email_verified_at = coalesce(u.email_verified_at, $2)
       where ${BY_EMAIL}`,
      [emailIdentity(email), at.toISOString()],
    );
    return rows > 0;
  }

  /** @param passwordHash a PHC string. @returns false where there is no such user */
  async setPasswordHash(id: string, passwordHash: string): Promise<boolean> {
    const rows = await this.database.session.execute(
      'update users set password_hash = $2 where id = $1',
      [id, passwordHash],
    );
    return rows > 0;
  }

  /** Replaces a hash by another of the same password, unless the password changed meanwhile. */
  async renewPasswordHash(id: string, from: string, to: string): Promise<boolean> {
    const rows = await this.database.session.execute(
      'update users set password_hash = $3 where id = $1 and password_hash = $2',
      [id, from, to],
    );
    return rows > 0;
  }

  /**
   * Removes a user with keys, own strategies, portfolios and backtests.
   * @returns what went along, or null where there is no such user
   * @throws HighwaterError STRATEGY_IN_USE when another's backtest or an index rests on a strategy
   */
  async remove(email: string): Promise<RemovedUser | null> {
    try {
      return await this.database.transaction((session) => removeUser(session, email));
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code !== FOREIGN_KEY_VIOLATION) throw error;
      throw new HighwaterError(
        'STRATEGY_IN_USE',
        'conflict',
        `${email} owns a strategy that others' backtests or an index rest on: delete those first.`,
      );
    }
  }
}

const BY_EMAIL = 'lower(u.email) = $1';

async function one<Row extends UserAccount>(
  session: SqlSession,
  columns: string,
  condition: string,
  value: string,
): Promise<Row | null> {
  const sql = `select ${columns} from users u where ${condition}`;
  return (await session.query<Row>(sql, [value]))[0] ?? null;
}

async function takenBy(session: SqlSession, { email, username }: User): Promise<HighwaterError> {
  if ((await one(session, ACCOUNT, BY_EMAIL, emailIdentity(email))) !== null) {
    return taken('EMAIL_TAKEN', 'email', email);
  }
  return taken('USERNAME_TAKEN', 'username', username);
}

function taken(code: string, field: string, value: string): HighwaterError {
  const limit = 'unique without regard to case';
  const message = `The ${field} "${value}" is taken: it must be ${limit}.`;
  return new HighwaterError(code, 'conflict', message, { subject: 'user', field, value, limit });
}

async function removeUser(session: SqlSession, email: string): Promise<RemovedUser | null> {
  const [found] = await session.query<{ id: string }>(
    `select u.id from users u where ${BY_EMAIL} for update`,
    [emailIdentity(email)],
  );
  if (found === undefined) return null;
  const [removed] = await session.query<RemovedUser>(
    `select
       (select count(*)::int from api_keys where user_id = $1) as "apiKeys",
       (select count(*)::int from strategies where owner_id = $1) as strategies,
       (select count(*)::int from portfolios where owner_id = $1) as portfolios,
       (select count(*)::int from backtests b join portfolios p on p.id = b.portfolio_id
        where b.user_id = $1 or p.owner_id = $1) as backtests`,
    [found.id],
  );
  await session.execute('delete from users where id = $1', [found.id]);
  return removed ?? null;
}
