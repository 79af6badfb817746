import { emailIdentity, type KeyScope, type SubscriptionTier } from '../domain/account.js';
import type { Database } from './database.js';
import { ApiKey, type ApiKeyDraft } from './entities/apiKey.js';
import { isoTime } from './sqlTime.js';

/** A key as it is listed: everything but what would let another use it. Times are ISO 8601. */
export interface ListedKey {
  readonly prefix: string;
  readonly email: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** What a request with a key is judged by. */
export interface KeyCredentials {
  readonly id: string;
  readonly keyHash: string;
  readonly scope: KeyScope;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly userId: string;
  readonly email: string;
  readonly username: string;
  readonly tier: SubscriptionTier;
  readonly emailVerifiedAt: string | null;
}

export const KEYS_LISTED_MAX = 1000;

const TIMES = `${isoTime('k.expires_at')} as "expiresAt", ${isoTime('k.revoked_at')} as "revokedAt",
  ${isoTime('k.last_used_at')} as "lastUsedAt"`;

/** Bearer keys, of which only hashes are stored. */
export class ApiKeyStore {
  constructor(private readonly database: Database) {}

  /**
   * Adds a key. @returns false where another key has its prefix: make a new one
   * @throws HighwaterError FIELD_REFUSED
   */
  async add(draft: ApiKeyDraft): Promise<boolean> {
    const key = new ApiKey(draft);
    const inserted = await this.database.session.execute(
      `insert into api_keys (id, user_id, name, prefix, key_hash, scope, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (prefix) do nothing`,
      [
        key.id,
        key.user.id,
        key.name,
        key.prefix,
        key.keyHash,
        key.scope,
        key.expiresAt?.toISOString() ?? null,
      ],
    );
    return inserted > 0;
  }

  /** The key of a prefix with its user, revoked and expired ones too; null where there is none. */
  async find(prefix: string): Promise<KeyCredentials | null> {
    const [key] = await this.database.session.query<KeyCredentials>(
      `select k.id, k.key_hash as "keyHash", k.scope, ${TIMES}, u.id as "userId", u.email,
         u.username, u.subscription_tier as tier,
         ${isoTime('u.email_verified_at')} as "emailVerifiedAt"
       from api_keys k join users u on u.id = k.user_id where k.prefix = $1`,
      [prefix],
    );
    return key ?? null;
  }

  /** Newest first, the first {@link KEYS_LISTED_MAX}. @param email of one user alone; null: of all */
  list(email: string | null): Promise<ListedKey[]> {
    return this.database.session.query<ListedKey>(
      `select k.prefix, u.email, k.name, k.scope, ${isoTime('k.created_at')} as "createdAt", ${TIMES}
       from api_keys k join users u on u.id = k.user_id
       where $1::text is null or lower(u.email) = $1::text
       order by k.created_at desc, k.prefix limit ${KEYS_LISTED_MAX}`,
      [email === null ? null : emailIdentity(email)],
    );
  }

  /** Ends a key; the first time counts. @returns when it was ended, null without such a key */
  async revoke(prefix: string, at: Date): Promise<string | null> {
    const [revoked] = await this.database.session.query<{ revokedAt: string }>(
      `update api_keys k set revoked_at = coalesce(k.revoked_at, $2) where k.prefix = $1
       returning ${isoTime('k.revoked_at')} as "revokedAt"`,
      [prefix, at.toISOString()],
    );
    return revoked?.revokedAt ?? null;
  }

  /** Notes that a key was used; time goes forward only. */
  async noteUse(id: string, at: Date): Promise<void> {
    await this.database.session.execute(
      `update api_keys set last_used_at = $2
       where id = $1 and (last_used_at is null or last_used_at < $2)`,
      [id, at.toISOString()],
    );
  }
}
