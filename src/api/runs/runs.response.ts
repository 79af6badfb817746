import { z } from 'zod';
import { RUN_STATUSES, RUN_TRIGGERS, TASK_STATUSES } from '../../store/runs.reader.js';
import { enveloped, listed } from '../http/meta.js';

const timeOrNull = z.iso.datetime().nullable();

export const runRow = z
  .object({
    id: z.uuid(),
    trigger: z.enum(RUN_TRIGGERS),
    source: z.string(),
    session: z.iso.date().describe('The newest session that it asked for.'),
    status: z.enum(RUN_STATUSES),
    startedAt: z.iso.datetime(),
    finishedAt: timeOrNull,
    resumed: z.int().describe('How often it was taken up again after it was killed.'),
    assets: z.int(),
    assetsStored: z.int(),
    assetsUnchanged: z.int(),
    assetsFailed: z.int(),
    rowsWritten: z.int(),
    findings: z.int().describe('New ones.'),
    snapshotId: z.uuid().nullable().describe('What was published when it ended.'),
    error: z.string().nullable(),
  })
  .meta({ id: 'Run' });

export const taskRow = z
  .object({
    symbol: z.string(),
    status: z.enum(TASK_STATUSES),
    attempts: z.int(),
    barsAdded: z.int(),
    barsReplaced: z.int(),
    rowsWritten: z.int(),
    findings: z.int(),
    lastDate: z.iso.date().nullable().describe('The newest stored bar.'),
    errorCode: z.string().nullable(),
    error: z.string().nullable(),
    finishedAt: timeOrNull,
  })
  .meta({ id: 'Task' });

export const runList = listed(runRow).meta({ id: 'RunList' });
export const runAnswer = enveloped(
  runRow.extend({ tasks: z.array(taskRow) }).meta({ id: 'RunDetail' }),
).meta({ id: 'RunAnswer' });
