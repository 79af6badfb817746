import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { RUN_STATUSES, RUN_TRIGGERS } from './entities/refreshRun.js';
import { TASK_STATUSES } from './entities/refreshTask.js';
import { isoTime } from './sqlTime.js';
import { SqlParameters, readPage, type Page, type Position } from './sqlPage.js';

export { RUN_STATUSES, RUN_TRIGGERS, TASK_STATUSES };
export type RunStatus = (typeof RUN_STATUSES)[number];

/** One night as it is told. Times are ISO 8601 in UTC. */
export interface ListedRun {
  readonly id: string;
  readonly trigger: (typeof RUN_TRIGGERS)[number];
  readonly source: string;
  readonly session: TradingDate;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly resumed: number;
  readonly assets: number;
  readonly assetsStored: number;
  readonly assetsUnchanged: number;
  readonly assetsFailed: number;
  readonly rowsWritten: number;
  readonly findings: number;
  readonly snapshotId: string | null;
  readonly error: string | null;
}

/** How one asset's part of a run ended. */
export interface ListedTask {
  readonly symbol: string;
  readonly status: (typeof TASK_STATUSES)[number];
  readonly attempts: number;
  readonly barsAdded: number;
  readonly barsReplaced: number;
  readonly rowsWritten: number;
  readonly findings: number;
  readonly lastDate: TradingDate | null;
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly finishedAt: string | null;
}

const RUN_COLUMNS = `id, trigger, source, session, status, ${isoTime('started_at')} as "startedAt",
  ${isoTime('finished_at')} as "finishedAt", resumed, assets, assets_stored as "assetsStored",
  assets_unchanged as "assetsUnchanged", assets_failed as "assetsFailed",
  rows_written as "rowsWritten", findings, snapshot_id as "snapshotId", error`;

/** Reads the log of the nights. */
export class RunReader {
  constructor(private readonly database: Database) {}

  /** One page of runs, newest first. @throws HighwaterError BAD_CURSOR */
  list(request: {
    readonly status: RunStatus | null;
    readonly limit: number;
    readonly after: Position | null;
  }): Promise<Page<ListedRun>> {
    const parameters = new SqlParameters();
    return readPage<ListedRun>(this.database.session, {
      columns: RUN_COLUMNS,
      from: 'refresh_runs',
      conditions: request.status === null ? [] : [`status = ${parameters.add(request.status)}`],
      parameters,
      sort: { expression: 'started_at', type: 'timestamptz', descending: true },
      tie: { expression: 'id', type: 'uuid', descending: true },
      limit: request.limit,
      after: request.after,
    });
  }

  /** One run, or null. */
  async find(id: string): Promise<ListedRun | null> {
    const [run] = await this.database.session.query<ListedRun>(
      `select ${RUN_COLUMNS} from refresh_runs where id = $1`,
      [id],
    );
    return run ?? null;
  }

  /** The tasks of a run by symbol, `limit` at most. */
  tasks(runId: string, limit: number): Promise<ListedTask[]> {
    return this.database.session.query<ListedTask>(
      `select a.symbol, t.status, t.attempts, t.bars_added as "barsAdded",
         t.bars_replaced as "barsReplaced", t.rows_written as "rowsWritten", t.findings,
         t.last_date as "lastDate", t.error_code as "errorCode", t.error,
         ${isoTime('t.finished_at')} as "finishedAt"
       from refresh_tasks t join assets a on a.id = t.asset_id
       where t.run_id = $1 order by a.symbol limit $2`,
      [runId, limit],
    );
  }
}
