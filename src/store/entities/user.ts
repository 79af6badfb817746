import { defineEntity, p } from '@mikro-orm/core';
import {
  SUBSCRIPTION_TIERS,
  parseEmail,
  requireAccount,
  type SubscriptionTier,
} from '../../domain/account.js';
import { assert } from '../../domain/errors.js';
import { createdAt, id, newId, oneOf, timestamp, touchTrigger, updatedAt } from './columns.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: id(),
    email: p.string().length(254),
    username: p.string().length(50),
    passwordHash: p.text().hidden().lazy().comment('argon2id, PHC string'),
    subscriptionTier: p.string().length(16).$type<SubscriptionTier>().default('free'),
    emailVerifiedAt: timestamp().nullable(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    {
      name: 'users_email_form',
      expression: "email ~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'",
    },
    { name: 'users_username_form', expression: "username ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{1,49}$'" },
    { name: 'users_tier_known', expression: oneOf('subscription_tier', SUBSCRIPTION_TIERS) },
    { name: 'users_password_hashed', expression: "password_hash ~ '^.argon2id.v=19.'" },
  ],
  uniques: [
    {
      name: 'users_email_unique',
      expression: 'create unique index "users_email_unique" on "users" (lower(email))',
    },
    {
      name: 'users_username_unique',
      expression: 'create unique index "users_username_unique" on "users" (lower(username))',
    },
  ],
  triggers: [touchTrigger('users')],
});

/** What a user begins with. */
export interface UserDraft {
  readonly email: string;
  readonly username: string;
  /** argon2id, a PHC string. */
  readonly passwordHash: string;
  /** `free` unless given. */
  readonly tier?: SubscriptionTier;
  readonly emailVerifiedAt?: Date;
}

/** Someone who may sign in. Email and username are unique without regard to case. */
export class User extends UserSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor({ email, username, passwordHash, tier = 'free', emailVerifiedAt }: UserDraft) {
    super();
    const account = { email: parseEmail(email), username, tier };
    requireAccount(account);
    assert(/^\$argon2id\$v=19\$/.test(passwordHash), 'a password is stored as its argon2id hash');
    this.id = newId();
    this.email = account.email;
    this.username = username;
    this.passwordHash = passwordHash;
    this.subscriptionTier = tier;
    this.emailVerifiedAt = emailVerifiedAt ?? null;
  }
}
UserSchema.setClass(User);
