import { assert } from '../domain/errors.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { newId } from './entities/columns.js';
import type { RUN_TRIGGERS } from './entities/refreshRun.js';
import type { Database } from './database.js';
import type { SqlSession } from './session.js';

export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export interface RunRequest {
  readonly trigger: RunTrigger;
  readonly source: string;
  /** The newest session that the run asks for. */
  readonly session: TradingDate;
  readonly assetIds: readonly string[];
  readonly now: Date;
}

/** A run under way and what of it is still to do. */
export interface OpenRun {
  readonly id: string;
  readonly isResumed: boolean;
  /** Assets whose task has not ended well yet. */
  readonly pendingAssetIds: ReadonlySet<string>;
}

export interface TaskOutcome {
  readonly status: 'stored' | 'unchanged';
  readonly barsAdded: number;
  readonly barsReplaced: number;
  /** Market rows: bars, actions, factors, the packed series, metadata. */
  readonly rowsWritten: number;
  readonly findings: number;
  readonly lastDate: TradingDate | null;
}

/** The log of the nights: runs and, per asset, how its part of the run ended. */
export class RunStore {
  constructor(private readonly database: Database) {}

  /**
   * Begins a run, or takes up the one that a crash left behind: same source and same session. A
   * left-over run of another session is closed as failed. The caller holds the refresh lock.
   */
  open(request: RunRequest): Promise<OpenRun> {
    return this.database.transaction(async (session) => {
      await session.execute(
        `update refresh_runs set status = 'failed', finished_at = $3,
           error = 'The process ended before the run did; a later session was refreshed instead.'
         where status = 'running' and (session <> $1 or source <> $2)`,
        [request.session, request.source, request.now],
      );
      const [interrupted] = await session.query<{ id: string }>(
        `update refresh_runs set resumed = resumed + 1 where status = 'running' returning id`,
      );
      const id = interrupted?.id ?? (await insertRun(session, request));
      await session.execute(
        `delete from refresh_tasks
         where run_id = $1 and status = 'pending' and asset_id <> all($2::uuid[])`,
        [id, request.assetIds],
      );
      await session.execute(
        `insert into refresh_tasks (run_id, asset_id) select $1, unnest($2::uuid[])
         on conflict do nothing`,
        [id, request.assetIds],
      );
      const pending = await session.query<{ asset_id: string }>(
        `select asset_id from refresh_tasks
         where run_id = $1 and status in ('pending', 'failed') and asset_id = any($2::uuid[])`,
        [id, request.assetIds],
      );
      return {
        id,
        isResumed: interrupted !== undefined,
        pendingAssetIds: new Set(pending.map(({ asset_id }) => asset_id)),
      };
    });
  }

  /** Records that an asset's part ended badly; its stored history is as it was. */
  async failTask(
    task: { runId: string; assetId: string; attempts: number; now: Date },
    error: { code: string; message: string },
  ): Promise<void> {
    await this.database.session.execute(
      `update refresh_tasks set status = 'failed', attempts = attempts + $3, finished_at = $4,
         error_code = $5, error = $6
       where run_id = $1 and asset_id = $2`,
      [task.runId, task.assetId, task.attempts, task.now, error.code, error.message],
    );
  }

  /** Ends a run with the sums of its tasks. */
  async close(
    id: string,
    end: {
      status: 'completed' | 'failed';
      now: Date;
      snapshotId: string | null;
      figuresWritten: number;
      error: string | null;
    },
  ): Promise<void> {
    await this.database.session.execute(
      `update refresh_runs set status = $2, finished_at = $3, snapshot_id = $4, error = $6,
         assets = t.assets, assets_stored = t.stored, assets_unchanged = t.unchanged,
         assets_failed = t.failed, rows_written = t.rows_written + $5, findings = t.findings
       from (
         select count(*)::int as assets,
           count(*) filter (where status = 'stored')::int as stored,
           count(*) filter (where status = 'unchanged')::int as unchanged,
           count(*) filter (where status in ('failed', 'pending'))::int as failed,
           coalesce(sum(rows_written), 0)::int as rows_written,
           coalesce(sum(findings), 0)::int as findings
         from refresh_tasks where run_id = $1
       ) t
       where id = $1`,
      [id, end.status, end.now, end.snapshotId, end.figuresWritten, end.error],
    );
  }

  /** How a closed run ended, summed over its assets. */
  async totals(id: string): Promise<RunTotals> {
    const [totals] = await this.database.session.query<RunTotals>(
      `select assets, assets_stored as stored, assets_unchanged as unchanged,
         assets_failed as failed, rows_written as "rowsWritten", findings
       from refresh_runs where id = $1`,
      [id],
    );
    assert(totals !== undefined, 'a run that was closed is stored');
    return totals;
  }

  /** The newest session that a run has completed for, or null before the first. */
  async lastCompletedSession(source: string): Promise<TradingDate | null> {
    const [row] = await this.database.session.query<{ session: TradingDate }>(
      `select session from refresh_runs where status = 'completed' and source = $1
       order by session desc limit 1`,
      [source],
    );
    return row?.session ?? null;
  }
}

export interface RunTotals {
  readonly assets: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly rowsWritten: number;
  readonly findings: number;
}

async function insertRun(session: SqlSession, request: RunRequest): Promise<string> {
  const id = newId();
  await session.execute(
    `insert into refresh_runs (id, trigger, source, session, status, started_at)
     values ($1, $2, $3, $4, 'running', $5)`,
    [id, request.trigger, request.source, request.session, request.now],
  );
  return id;
}

/** Writes the checkpoint of an asset, inside the transaction that stored its bars. */
export async function finishTask(
  session: SqlSession,
  task: { runId: string; assetId: string; attempts: number; now: Date },
  outcome: TaskOutcome,
): Promise<void> {
  await session.execute(
    `update refresh_tasks set status = $3, attempts = attempts + $4, bars_added = $5,
       bars_replaced = $6, rows_written = $7, findings = $8, last_date = $9, finished_at = $10,
       error_code = null, error = null
     where run_id = $1 and asset_id = $2`,
    [
      task.runId,
      task.assetId,
      outcome.status,
      task.attempts,
      outcome.barsAdded,
      outcome.barsReplaced,
      outcome.rowsWritten,
      outcome.findings,
      outcome.lastDate,
      task.now,
    ],
  );
}
