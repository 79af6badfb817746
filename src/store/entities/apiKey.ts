import { defineEntity, p } from '@mikro-orm/core';
import { createdAt, id, oneOf, timestamp } from './columns.js';
import { User } from './user.js';

export const KEY_SCOPES = ['read', 'write'] as const;

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
    scope: p.string().length(16).$type<(typeof KEY_SCOPES)[number]>().default('read'),
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

/** A bearer key of a user. The key itself is shown once and never stored. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);
