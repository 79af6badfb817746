import { defineEntity, p } from '@mikro-orm/core';
import { id, oneOf, timestamp } from './columns.js';

export const RUN_STATUSES = ['running', 'completed', 'failed'] as const;
export const RUN_TRIGGERS = ['command', 'schedule', 'catch-up', 'demo'] as const;

const RefreshRunSchema = defineEntity({
  name: 'RefreshRun',
  tableName: 'refresh_runs',
  properties: {
    id: id(),
    trigger: p.string().length(16).$type<(typeof RUN_TRIGGERS)[number]>(),
    source: p.string().length(20),
    session: p.date().comment('the newest session that the run asked for'),
    status: p.string().length(16).$type<(typeof RUN_STATUSES)[number]>().default('running'),
    startedAt: timestamp(),
    finishedAt: timestamp().nullable(),
    resumed: p.integer().default(0).comment('how often a killed run was taken up again'),
    assets: p.integer().default(0),
    assetsStored: p.integer().default(0),
    assetsUnchanged: p.integer().default(0),
    assetsFailed: p.integer().default(0),
    rowsWritten: p
      .integer()
      .default(0)
      .comment('market rows: bars, actions, factors, series, figures'),
    findings: p.integer().default(0).comment('new ones'),
    snapshotId: p.uuid().nullable().comment('what was published when it ended'),
    error: p.text().nullable(),
  },
  checks: [
    { name: 'refresh_runs_status_known', expression: oneOf('status', RUN_STATUSES) },
    { name: 'refresh_runs_trigger_known', expression: oneOf('trigger', RUN_TRIGGERS) },
  ],
  indexes: [{ name: 'refresh_runs_started_index', properties: ['startedAt'] }],
});

/** One refresh, from the first request to the published snapshot. */
export class RefreshRun extends RefreshRunSchema.class {}
RefreshRunSchema.setClass(RefreshRun);
