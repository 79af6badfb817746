import { defineEntity, p } from '@mikro-orm/core';
import { requireFields } from '../../domain/fieldRules.js';
import { ASSET_RULES } from '../../domain/marketRules.js';
import { ASSET_TYPES } from '../../domain/asset.js';
import { createdAt, id, newId, oneOf, touchTrigger, updatedAt } from './columns.js';

const AssetSchema = defineEntity({
  name: 'Asset',
  tableName: 'assets',
  properties: {
    id: id(),
    symbol: p.string().length(20).unique('assets_symbol_unique'),
    name: p.string().length(200).nullable(),
    type: p.string().length(16).$type<(typeof ASSET_TYPES)[number]>().default('etf'),
    sector: p.string().length(100).nullable(),
    currency: p.string().length(3).default('USD'),
    exchange: p.string().length(40).nullable(),
    active: p.boolean().default(true),
    source: p
      .string()
      .length(20)
      .nullable()
      .comment('who its bars come from; one source per asset'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    { name: 'assets_type_known', expression: oneOf('type', ASSET_TYPES) },
    { name: 'assets_symbol_form', expression: "symbol ~ '^[A-Z0-9^][A-Z0-9.^=-]{0,19}$'" },
    { name: 'assets_currency_form', expression: "currency ~ '^[A-Z]{3}$'" },
  ],
  triggers: [touchTrigger('assets')],
});

/** What is known of an asset when it is added. */
export interface AssetDraft {
  readonly symbol: string;
  readonly name?: string | null;
  readonly type?: (typeof ASSET_TYPES)[number];
  readonly sector?: string | null;
  readonly currency?: string;
  readonly exchange?: string | null;
  readonly active?: boolean;
}

const DEFAULTS = {
  name: null,
  type: 'etf',
  sector: null,
  currency: 'USD',
  exchange: null,
  active: true,
} as const;

/** Something with a price: an ETF, an equity, an index, a fund, cash. */
export class Asset extends AssetSchema.class {
  /** An ETF in dollars unless told otherwise. @throws HighwaterError FIELD_REFUSED */
  constructor(fields: AssetDraft) {
    super();
    const known = { ...DEFAULTS, ...fields };
    requireFields('asset', ASSET_RULES, known);
    Object.assign(this, { id: newId(), source: null, ...known });
  }
}
AssetSchema.setClass(Asset);
