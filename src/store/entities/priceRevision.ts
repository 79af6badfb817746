import { defineEntity, p } from '@mikro-orm/core';
import { ACTION_KINDS } from '../../domain/corporateAction.js';
import { Asset } from './asset.js';
import { id, numeric, oneOf, timestamp } from './columns.js';

export const REVISION_SUBJECTS = ['bar', ...ACTION_KINDS] as const;

/** Only the deletion of its asset, which comes by cascade, may take a revision along. */
const APPEND_ONLY = `if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
raise exception 'price_revisions is append-only'
  using errcode = 'check_violation', constraint = 'price_revisions_append_only'`;

const PriceRevisionSchema = defineEntity({
  name: 'PriceRevision',
  tableName: 'price_revisions',
  properties: {
    id: id(),
    asset: () => p.manyToOne(Asset).deleteRule('cascade').updateRule('no action'),
    subject: p.string().length(16).$type<(typeof REVISION_SUBJECTS)[number]>(),
    date: p.date().comment('trade date of a bar, ex-date of an action'),
    open: numeric(18, 6).nullable(),
    high: numeric(18, 6).nullable(),
    low: numeric(18, 6).nullable(),
    close: numeric(18, 6).nullable(),
    volume: p.bigint('bigint').nullable(),
    value: numeric(20, 8).nullable().comment('of an action'),
    source: p.string().length(20),
    believedFromRunId: p.uuid().comment('the run that stored the value'),
    believedUntilRunId: p.uuid().comment('the run that replaced it'),
    replacedAt: timestamp(),
  },
  checks: [
    { name: 'price_revisions_subject_known', expression: oneOf('subject', REVISION_SUBJECTS) },
    {
      name: 'price_revisions_values_of_subject',
      expression:
        "(subject = 'bar') = (value is null) and (subject = 'bar') = (open is not null and " +
        'high is not null and low is not null and close is not null and volume is not null)',
    },
  ],
  triggers: [
    {
      name: 'price_revisions_append_only',
      timing: 'before',
      events: ['update', 'delete'],
      forEach: 'row',
      body: APPEND_ONLY,
    },
  ],
  indexes: [{ name: 'price_revisions_asset_index', properties: ['asset', 'date'] }],
});

/** A bar or action that was believed between two runs, and then replaced. Append-only. */
export class PriceRevision extends PriceRevisionSchema.class {}
PriceRevisionSchema.setClass(PriceRevision);
