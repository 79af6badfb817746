import { defineEntity, p } from '@mikro-orm/core';
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
export class CorporateActionRow extends CorporateActionSchema.class {}
CorporateActionSchema.setClass(CorporateActionRow);
