import { emailIdentity } from '../domain/account.js';
import { HighwaterError } from '../domain/errors.js';
import type { KeyCredentials, ApiKeyStore } from '../store/apiKeys.store.js';
import type { UserCredentials, UserStore } from '../store/users.store.js';
import { credentialOf, issueToken, readToken, type AccessToken } from './accessToken.js';
import { isKeyOf, prefixOfKey } from './bearerKey.js';
import type { Caller, Refusal } from './caller.js';
import { NOBODYS_HASH, isOutdated } from './passwordHash.js';
import type { PasswordHasher } from './passwordHasher.js';

/** The use of a key is noted once in this time: reads must not become writes. */
const USE_NOTED_EVERY_MS = 60_000;

export interface IdentityParts {
  readonly users: UserStore;
  readonly keys: ApiKeyStore;
  readonly hasher: PasswordHasher;
  /** What tokens are signed with, at least 32 bytes; null: there are none. */
  readonly tokenSecret: Uint8Array | null;
  readonly clock: () => Date;
}

/** Turns passwords into tokens, and keys and tokens into callers. */
export class Identity {
  constructor(private readonly parts: IdentityParts) {}

  /** @throws HighwaterError TOKENS_NOT_CONFIGURED */
  requireTokens(): Uint8Array {
    const { tokenSecret } = this.parts;
    if (tokenSecret !== null) return tokenSecret;
    throw new HighwaterError(
      'TOKENS_NOT_CONFIGURED',
      'unavailable',
      'This service gives no tokens: its operator must set TOKEN_SECRET. API keys work without.',
    );
  }

  /**
   * A token for a password. An unknown address, a wrong password and an address that is not
   * verified all give null after the same work: nobody learns who has an account.
   *
   * @throws HighwaterError TOKENS_NOT_CONFIGURED, SIGN_IN_BUSY
   */
  async signIn(email: string, password: string): Promise<AccessToken | null> {
    const secret = this.requireTokens();
    const { users, hasher, clock } = this.parts;
    const found = await users.findCredentials(emailIdentity(email));
    const isRight = await hasher.verify(password, found?.passwordHash ?? NOBODYS_HASH);
    if (found === null || !isRight || found.emailVerifiedAt === null) return null;
    const passwordHash = await this.#renewed(found, password);
    return issueToken(secret, { id: found.id, passwordHash }, clock());
  }

  /** Hashes a password again whose hash was made with other parameters than today's. */
  async #renewed({ id, passwordHash }: UserCredentials, password: string): Promise<string> {
    if (!isOutdated(passwordHash)) return passwordHash;
    const renewed = await this.parts.hasher.hash(password);
    const isRenewed = await this.parts.users.renewPasswordHash(id, passwordHash, renewed);
    return isRenewed ? renewed : passwordHash;
  }

  /** Whom a bearer key or token stands for, as of now. */
  callerOf(bearer: string): Promise<Caller | Refusal> {
    return prefixOfKey(bearer) === null ? this.#callerByToken(bearer) : this.#callerByKey(bearer);
  }

  async #callerByToken(token: string): Promise<Caller | Refusal> {
    const { tokenSecret, users, clock } = this.parts;
    if (tokenSecret === null) return 'unknown';
    const claims = await readToken(tokenSecret, token, clock());
    if (claims === null) return 'unknown';
    if (claims === 'expired') return 'expired';
    const user = await users.findCredentialsById(claims.userId);
    if (user === null || credentialOf(user.passwordHash) !== claims.credential) return 'revoked';
    const { id, email, username, tier } = user;
    return { userId: id, email, username, tier, scope: 'read', by: 'token' };
  }

  async #callerByKey(bearer: string): Promise<Caller | Refusal> {
    const { keys, clock } = this.parts;
    const key = await keys.find(prefixOfKey(bearer) ?? '');
    if (key === null || !isKeyOf(bearer, key.keyHash)) return 'unknown';
    const now = clock();
    if (key.revokedAt !== null || key.emailVerifiedAt === null) return 'revoked';
    if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) return 'expired';
    if (isUseUnnoted(key, now)) await keys.noteUse(key.id, now);
    const { userId, email, username, tier, scope } = key;
    return { userId, email, username, tier, scope, by: 'key' };
  }
}

function isUseUnnoted({ lastUsedAt }: KeyCredentials, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - Date.parse(lastUsedAt) >= USE_NOTED_EVERY_MS;
}
