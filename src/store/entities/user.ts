import { defineEntity, p } from '@mikro-orm/core';
import { createdAt, id, oneOf, timestamp, touchTrigger, updatedAt } from './columns.js';

export const SUBSCRIPTION_TIERS = ['free', 'pro', 'enterprise'] as const;

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: id(),
    email: p.string().length(254),
    username: p.string().length(50),
    passwordHash: p.text().hidden().lazy().comment('argon2id, PHC string'),
    subscriptionTier: p
      .string()
      .length(16)
      .$type<(typeof SUBSCRIPTION_TIERS)[number]>()
      .default('free'),
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

/** Someone who may sign in. Email and username are unique without regard to case. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);
