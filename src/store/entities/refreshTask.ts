import { defineEntity, p } from '@mikro-orm/core';
import { Asset } from './asset.js';
import { oneOf, timestamp } from './columns.js';
import { RefreshRun } from './refreshRun.js';

export const TASK_STATUSES = ['pending', 'stored', 'unchanged', 'failed'] as const;

const RefreshTaskSchema = defineEntity({
  name: 'RefreshTask',
  tableName: 'refresh_tasks',
  properties: {
    run: () => p.manyToOne(RefreshRun).primary().deleteRule('cascade').updateRule('no action'),
    asset: () => p.manyToOne(Asset).primary().deleteRule('cascade').updateRule('no action'),
    status: p.string().length(16).$type<(typeof TASK_STATUSES)[number]>().default('pending'),
    attempts: p.integer().default(0),
    barsAdded: p.integer().default(0),
    barsReplaced: p.integer().default(0),
    rowsWritten: p.integer().default(0),
    findings: p.integer().default(0),
    lastDate: p.date().nullable().comment('the checkpoint: the newest stored bar'),
    errorCode: p.string().length(60).nullable(),
    error: p.text().nullable(),
    finishedAt: timestamp().nullable(),
  },
  checks: [{ name: 'refresh_tasks_status_known', expression: oneOf('status', TASK_STATUSES) }],
  indexes: [{ name: 'refresh_tasks_asset_index', properties: ['asset'] }],
});

/** One asset's part of a run, and how it ended. */
export class RefreshTask extends RefreshTaskSchema.class {}
RefreshTaskSchema.setClass(RefreshTask);
