import { parseNewPassword, type KeyScope, type SubscriptionTier } from '../domain/account.js';
import { HighwaterError, assert } from '../domain/errors.js';
import type { ApiKeyStore } from '../store/apiKeys.store.js';
import type { RemovedUser, UserAccount, UserStore } from '../store/users.store.js';
import { makeBearerKey, type BearerKey } from './bearerKey.js';
import type { PasswordHasher } from './passwordHasher.js';

/** A prefix is one of a trillion: that three in a row are taken is a fault elsewhere. */
const PREFIX_ATTEMPTS = 3;

export interface AccountParts {
  readonly users: UserStore;
  readonly keys: ApiKeyStore;
  readonly hasher: PasswordHasher;
  readonly clock: () => Date;
}

export interface NewAccount {
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly tier?: SubscriptionTier;
}

export interface KeyRequest {
  readonly email: string;
  readonly name: string;
  readonly scope?: KeyScope;
  /** Null: never. */
  readonly expiresAt: Date | null;
}

/** What the operator does with accounts and keys. */
export class Accounts {
  constructor(private readonly parts: AccountParts) {}

  /**
   * Adds a user whose address is not verified yet.
   * @throws HighwaterError FIELD_REFUSED, PASSWORD_REFUSED, EMAIL_TAKEN, USERNAME_TAKEN
   */
  async add({ email, username, password, tier }: NewAccount): Promise<UserAccount> {
    const passwordHash = await this.parts.hasher.hash(
      parseNewPassword(password, { email, username }),
    );
    return this.parts.users.add({ email, username, passwordHash, ...(tier && { tier }) });
  }

  /** Marks an address as verified. @throws HighwaterError USER_NOT_FOUND */
  async verify(email: string): Promise<UserAccount> {
    if (!(await this.parts.users.markVerified(email, this.parts.clock()))) throw notFound(email);
    return this.#user(email);
  }

  /** Sets a password; tokens given for the old one end. @throws HighwaterError USER_NOT_FOUND */
  async setPassword(email: string, password: string): Promise<UserAccount> {
    const user = await this.#user(email);
    const hash = await this.parts.hasher.hash(parseNewPassword(password, user));
    if (!(await this.parts.users.setPasswordHash(user.id, hash))) throw notFound(email);
    return user;
  }

  /** Removes a user with all that is theirs. @throws HighwaterError USER_NOT_FOUND, STRATEGY_IN_USE */
  async remove(email: string): Promise<RemovedUser> {
    const removed = await this.parts.users.remove(email);
    if (removed === null) throw notFound(email);
    return removed;
  }

  /**
   * Makes a key for a verified user. @returns the key, which cannot be had a second time
   * @throws HighwaterError USER_NOT_FOUND, USER_NOT_VERIFIED, FIELD_REFUSED
   */
  async issueKey({ email, ...request }: KeyRequest): Promise<BearerKey> {
    const user = await this.#user(email);
    if (user.emailVerifiedAt === null) throw notVerified(user.email);
    for (let attempt = 0; attempt < PREFIX_ATTEMPTS; attempt += 1) {
      const made = makeBearerKey();
      const { prefix, keyHash } = made;
      if (await this.parts.keys.add({ ...request, userId: user.id, prefix, keyHash })) return made;
    }
    assert(false, 'a random prefix is free');
  }

  /** Ends a key. @returns when it was ended first @throws HighwaterError KEY_NOT_FOUND */
  async revokeKey(prefix: string): Promise<string> {
    const revokedAt = await this.parts.keys.revoke(prefix, this.parts.clock());
    if (revokedAt !== null) return revokedAt;
    throw new HighwaterError(
      'KEY_NOT_FOUND',
      'not-found',
      `There is no key "${prefix.slice(0, 16)}": "highwater key list" shows the prefixes.`,
    );
  }

  async #user(email: string): Promise<UserAccount> {
    const user = await this.parts.users.findByEmail(email);
    if (user === null) throw notFound(email);
    return user;
  }
}

function notFound(email: string): HighwaterError {
  return new HighwaterError(
    'USER_NOT_FOUND',
    'not-found',
    `There is no user "${email.slice(0, 60)}": "highwater user list" shows those there are.`,
  );
}

function notVerified(email: string): HighwaterError {
  return new HighwaterError(
    'USER_NOT_VERIFIED',
    'conflict',
    `The address of ${email} is not verified: run "highwater user verify ${email}" first.`,
  );
}
