import { Migration } from '@mikro-orm/migrations';

const USERS = [
  `create table "users" (
  "id" uuid not null,
  "email" varchar(254) not null,
  "username" varchar(50) not null,
  "password_hash" text not null,
  "subscription_tier" varchar(16) not null default 'free',
  "email_verified_at" timestamptz null,
  "created_at" timestamptz not null default now(),
  "updated_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `comment on column "users"."password_hash" is 'argon2id, PHC string'`,
  `create unique index "users_email_unique" on "users" (lower(email))`,
  `create unique index "users_username_unique" on "users" (lower(username))`,
  `alter table "users"
  add constraint "users_email_form" check (email ~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$')`,
  `alter table "users"
  add constraint "users_username_form" check (username ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{1,49}$')`,
  `alter table "users"
  add constraint "users_tier_known" check (subscription_tier in ('free', 'pro', 'enterprise'))`,
  `alter table "users"
  add constraint "users_password_hashed" check (password_hash ~ '^.argon2id.v=19.')`,
  `create or replace function "users_users_touch_fn"() returns trigger as $$
begin
  new.updated_at = now(); return new; 
end; $$ language plpgsql`,
  `create trigger "users_touch" BEFORE UPDATE on "users" for each ROW
  execute function "users_users_touch_fn"()`,
];

const API_KEYS = [
  `create table "api_keys" (
  "id" uuid not null,
  "user_id" uuid not null,
  "name" varchar(100) not null,
  "prefix" varchar(16) not null,
  "key_hash" varchar(64) not null,
  "scope" varchar(16) not null default 'read',
  "expires_at" timestamptz null,
  "revoked_at" timestamptz null,
  "last_used_at" timestamptz null,
  "created_at" timestamptz not null default now(),
  primary key ("id")
)`,
  `comment on column "api_keys"."prefix" is 'shown, to tell keys apart'`,
  `comment on column "api_keys"."key_hash" is 'SHA-256 of the whole key, hexadecimal'`,
  `alter table "api_keys" add constraint "api_keys_prefix_unique" unique ("prefix")`,
  `create index "api_keys_user_index" on "api_keys" ("user_id")`,
  `alter table "api_keys"
  add constraint "api_keys_scope_known" check (scope in ('read', 'write'))`,
  `alter table "api_keys"
  add constraint "api_keys_hash_form" check (key_hash ~ '^[0-9a-f]{64}$')`,
  `alter table "api_keys"
  add constraint "api_keys_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade`,
];

const DROPS = [
  'drop table "api_keys"',
  'drop table "users"',
  'drop function "users_users_touch_fn"()',
];

/** Who may sign in, and with which keys. */
export class Migration20261122000003Accounts extends Migration {
  override up(): void {
    const statements = [USERS, API_KEYS];
    for (const statement of statements.flat()) this.addSql(statement);
  }

  override down(): void {
    for (const statement of DROPS) this.addSql(statement);
  }
}
