import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { isoTime } from './sqlTime.js';

/** What an operator wants to know at a glance. */
export interface Overview {
  readonly database: 'embedded' | 'server';
  readonly assets: number;
  readonly activeAssets: number;
  readonly bars: number;
  readonly lastTradeDate: TradingDate | null;
  readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
  readonly lastRun: {
    readonly id: string;
    readonly status: string;
    readonly session: TradingDate;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly finishedAt: string | null;
    readonly assetsFailed: number;
    readonly error: string | null;
  } | null;
}

type Counts = Omit<Overview, 'database' | 'findings' | 'lastRun'> & Overview['findings'];

/** Counts and the last run, in two statements. Bars are counted from the packed series. */
export async function overview(database: Database): Promise<Overview> {
  const [counts] = await database.session.query<Counts>(
    `select count(*)::int as assets, count(*) filter (where a.active)::int as "activeAssets",
       coalesce(sum(s.length), 0)::int as bars, max(s.last_date) as "lastTradeDate",
       (select count(*)::int from quality_findings where severity = 'error') as error,
       (select count(*)::int from quality_findings where severity = 'warning') as warning,
       (select count(*)::int from quality_findings where severity = 'info') as info
     from assets a left join price_series s on s.asset_id = a.id`,
  );
  const [lastRun] = await database.session.query<NonNullable<Overview['lastRun']>>(
    `select id, status, session, ${isoTime('started_at')} as "startedAt",
       ${isoTime('finished_at')} as "finishedAt",
       assets_failed as "assetsFailed", error
     from refresh_runs order by started_at desc limit 1`,
  );
  const { error, warning, info, ...rest } = counts ?? EMPTY;
  return {
    database: database.kind,
    ...rest,
    findings: { error, warning, info },
    lastRun: lastRun ?? null,
  };
}

const EMPTY: Counts = {
  assets: 0,
  activeAssets: 0,
  bars: 0,
  lastTradeDate: null,
  error: 0,
  warning: 0,
  info: 0,
};
