import { defineEntity, p } from '@mikro-orm/core';
import { Dec } from '../../domain/decimals.js';
import { requireFields, type DecimalInput } from '../../domain/fieldRules.js';
import { ACTION_RULES } from '../../domain/marketRules.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { ACTION_KINDS } from '../../domain/corporateAction.js';
import { Asset } from './asset.js';
import { numeric, oneOf, positive } from './columns.js';

const CorporateActionSchema = defineEntity({
  name: 'CorporateAction',
  tableName: 'corporate_actions',
  properties: {
    asset: () => p.manyToOne(Asset).primary().deleteRule('cascade').updateRule('no action'),
    exDate: p.date().primary(),
    kind: p.string().length(16).$type<(typeof ACTION_KINDS)[number]>().primary(),
    value: numeric(20, 8).comment('cash per share as traded, or new shares per old share'),
    source: p.string().length(20),
    runId: p.uuid(),
  },
  checks: [
    { name: 'corporate_actions_kind_known', expression: oneOf('kind', ACTION_KINDS) },
    { name: 'corporate_actions_value_positive', expression: positive('value') },
  ],
  indexes: [{ name: 'corporate_actions_ex_date_index', properties: ['exDate'] }],
});

/** A dividend, capital gain or split, effective at the open of its ex-date. */
export class CorporateActionRow extends CorporateActionSchema.class {
  /** @throws HighwaterError FIELD_REFUSED */
  constructor(fields: {
    asset: Asset;
    exDate: TradingDate;
    kind: (typeof ACTION_KINDS)[number];
    value: DecimalInput;
    source: string;
    runId: string;
  }) {
    super();
    requireFields('action', ACTION_RULES, fields);
    Object.assign(this, { ...fields, value: new Dec(fields.value) });
  }
}
CorporateActionSchema.setClass(CorporateActionRow);
