import { defineEntity, p, rel } from '@mikro-orm/core';
import { KEY_SCOPES, requireKey, type KeyScope } from '../../domain/account.js';
import { assert } from '../../domain/errors.js';
import { createdAt, id, newId, oneOf, timestamp } from './columns.js';
import { User } from './user.js';

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: id(),
    user: () => p.manyToOne(User).deleteRule('cascade').updateRule('no action'),
    name: p.string().length(100),
    prefix: p
      .string()
      .length(16)
      .unique('api_keys_prefix_unique')
      .comment('shown, to tell keys apart'),
    keyHash: p.string().length(64).hidden().lazy().comment('SHA-256 of the whole key, hexadecimal'),
    scope: p.string().length(16).$type<KeyScope>().default('read'),
    expiresAt: timestamp().nullable(),
    revokedAt: timestamp().nullable(),
    lastUsedAt: timestamp().nullable(),
    createdAt: createdAt(),
  },
  checks: [
    { name: 'api_keys_scope_known', expression: oneOf('scope', KEY_SCOPES) },
    { name: 'api_keys_hash_form', expression: "key_hash ~ '^[0-9a-f]{64}$'" },
  ],
  indexes: [{ name: 'api_keys_user_index', properties: ['user'] }],
});

/** What a key begins with. */
export interface ApiKeyDraft {
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  /** SHA-256 of the whole key, hexadecimal. */
  readonly keyHash: string;
  /** `read` unless given. */
  readonly scope?: KeyScope;
  /** Null: never. */
  readonly expiresAt: Date | null;
}

/** A bearer key of a user. The key itself is shown once and never stored. */
export class ApiKey extends ApiKeySchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor({ userId, name, prefix, keyHash, scope = 'read', expiresAt }: ApiKeyDraft) {
    super();
    requireKey({ name, scope });
    assert(/^[0-9a-f]{64}$/.test(keyHash), 'a key is stored as its SHA-256');
    this.id = newId();
    this.user = rel(User, userId);
    this.name = name;
    this.prefix = prefix;
    this.keyHash = keyHash;
    this.scope = scope;
    this.expiresAt = expiresAt;
  }
}
ApiKeySchema.setClass(ApiKey);
