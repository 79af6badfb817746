import { defineEntity, p } from '@mikro-orm/core';
import { id, numeric, oneOf, timestamp } from './columns.js';

export const SNAPSHOT_STATUSES = ['published', 'superseded'] as const;

const SnapshotSchema = defineEntity({
  name: 'Snapshot',
  tableName: 'snapshots',
  properties: {
    id: id(),
    asOf: p.date().comment('the newest session in it'),
    source: p.string().length(20),
    status: p.string().length(16).$type<(typeof SNAPSHOT_STATUSES)[number]>(),
    publishedAt: timestamp(),
    fingerprint: p
      .string()
      .length(64)
      .comment('SHA-256 of all inputs: series, settings, definitions'),
    definitions: p.string().length(20).comment('version of the metric definitions'),
    benchmark: p.string().length(60).comment('symbol of an asset or slug of an index'),
    riskFreeRate: numeric(12, 8).nullable().comment('fraction per year; null where it is a series'),
    riskFreeSeries: p
      .string()
      .length(20)
      .nullable()
      .comment('name of the series in risk_free_rates'),
    assets: p.integer(),
    runId: p.uuid(),
  },
  checks: [
    { name: 'snapshots_status_known', expression: oneOf('status', SNAPSHOT_STATUSES) },
    {
      name: 'snapshots_one_risk_free',
      expression: 'num_nonnulls(risk_free_rate, risk_free_series) = 1',
    },
  ],
  uniques: [
    { name: 'snapshots_one_published', properties: ['status'], where: "status = 'published'" },
  ],
  indexes: [{ name: 'snapshots_published_at_index', properties: ['publishedAt'] }],
});

/** One consistent set of figures; exactly one is published at a time. */
export class Snapshot extends SnapshotSchema.class {}
SnapshotSchema.setClass(Snapshot);
