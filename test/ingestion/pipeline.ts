import type { PriceProvider } from '../../src/ingestion/providers/provider.js';
import {
  Refresh,
  type RefreshOptions,
  type RefreshProgress,
  type RefreshResult,
} from '../../src/ingestion/refresh.js';
import type { Database } from '../../src/store/database.js';
import { tableHashes } from '../../src/store/tableHashes.js';
import { openTestDatabase, type TestDatabase } from '../store/testDatabase.js';

/** A Friday half an hour after five in New York: the day's bars are final. */
export const FRIDAY_EVENING = new Date('2024-03-01T22:30:00Z');
export const FRIDAY = '2024-03-01';
/** The next session's evening. */
export const MONDAY_EVENING = new Date('2024-03-04T22:30:00Z');
export const MONDAY = '2024-03-04';

export interface TaskRow {
  readonly symbol: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly barsAdded: number;
  readonly barsReplaced: number;
  readonly rowsWritten: number;
}

export interface FindingRow {
  readonly symbol: string;
  readonly code: string;
  readonly tradeDate: string | null;
  readonly detail: Record<string, unknown>;
}

const MARKET_TABLES = [
  'assets',
  'etf_info',
  'prices',
  'corporate_actions',
  'adjustment_factors',
  'price_series',
  'market_cap_data',
  'quality_findings',
  'snapshots',
  'risk_figures',
] as const;

/** A database of its own, refreshed from whatever provider under a clock that the test sets. */
export class Pipeline {
  now = FRIDAY_EVENING;

  private constructor(
    readonly database: Database,
    private readonly test: TestDatabase,
  ) {}

  static async open(): Promise<Pipeline> {
    const test = await openTestDatabase();
    return new Pipeline(test.database, test);
  }

  /** As just opened: an empty database on Friday evening. */
  async reset(): Promise<void> {
    this.now = FRIDAY_EVENING;
    await this.test.reset();
  }

  drop(): Promise<void> {
    return this.test.drop();
  }

  refreshOf(provider: PriceProvider, options: Partial<RefreshOptions> = {}): Refresh {
    return new Refresh(this.database, provider, {
      universe: [],
      benchmark: 'SPY',
      riskFreeRate: 0,
      concurrency: 2,
      timeZone: 'America/New_York',
      clock: () => this.now,
      ...options,
    });
  }

  run(
    provider: PriceProvider,
    options: Partial<RefreshOptions> = {},
    onProgress?: (progress: RefreshProgress) => void,
    signal?: AbortSignal,
  ): Promise<RefreshResult> {
    return this.refreshOf(provider, options).run('command', onProgress, signal);
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.database.session.query<Row>(sql, parameters);
  }

  hashes(): Promise<Record<string, string>> {
    return tableHashes(this.database);
  }

  tasks(runId: string): Promise<TaskRow[]> {
    return this.query<TaskRow>(
      `select a.symbol, t.status, t.error_code as "errorCode", t.error, t.attempts,
         t.bars_added as "barsAdded", t.bars_replaced as "barsReplaced",
         t.rows_written as "rowsWritten"
       from refresh_tasks t join assets a on a.id = t.asset_id where run_id = $1
       order by a.symbol`,
      [runId],
    );
  }

  findings(): Promise<FindingRow[]> {
    return this.query<FindingRow>(
      `select a.symbol, q.code, q.trade_date as "tradeDate", q.detail
       from quality_findings q join assets a on a.id = q.asset_id order by a.symbol, q.code`,
    );
  }

  /** Rows of market_cap_data as `date cap shares source`, by date. */
  async capitalisations(symbol: string): Promise<string[]> {
    const rows = await this.query<{ row: string }>(
      `select concat_ws(' ', c.date, c.market_cap, coalesce(c.shares_outstanding::text, '-'),
         c.source) as row
       from market_cap_data c join assets a on a.id = c.asset_id where a.symbol = $1
       order by c.date`,
      [symbol],
    );
    return rows.map(({ row }) => row);
  }

  /** As stored: the newest run first. */
  runs(): Promise<{ id: string; status: string; resumed: number; error: string | null }[]> {
    return this.query('select id, status, resumed, error from refresh_runs order by id desc');
  }

  async closes(symbol: string): Promise<Record<string, number>> {
    const rows = await this.query<{ date: string; close: number }>(
      `select p.date::text as date, p.close::float8 as close
       from prices p join assets a on a.id = p.asset_id where a.symbol = $1 order by p.date`,
      [symbol],
    );
    return Object.fromEntries(rows.map(({ date, close }) => [date, close]));
  }

  /**
   * How many rows each market table has, and where each version of a row lies: any write, even of
   * equal values, changes it.
   */
  async rowVersions(): Promise<Record<string, string>> {
    const versions: Record<string, string> = {};
    for (const table of MARKET_TABLES) {
      const [row] = await this.query<{ version: string }>(
        `select concat(count(*), ' rows, ',
           md5(string_agg(concat(ctid, ' ', xmin), ',' order by ctid))) as version from ${table}`,
      );
      versions[table] = row?.version ?? '';
    }
    return versions;
  }
}
