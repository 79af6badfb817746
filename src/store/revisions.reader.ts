import { deriveFactors } from '../domain/adjustment.js';
import { emptyBarColumns, type BarColumns } from '../domain/barColumns.js';
import type { CorporateAction } from '../domain/corporateAction.js';
import { HighwaterError } from '../domain/errors.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import { tradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { actionOf, decodeBars, type ActionRow, type BarRange } from './prices/marketRows.js';
import { seriesOf } from './prices/packedSeries.js';
import { isUuid, uuidLiteral, type SqlSession } from './session.js';

/**
 * A moment of belief: the id of a refresh run means "when that run had ended", a Date "when the
 * last run that had ended at or before it had" (docs/decisions/022).
 */
export type KnownAt = string | Date;

/**
 * Reads an asset's market data as it was believed at some past moment: what was stored by then and
 * still stands, and what was stored by then and has been replaced since.
 */
export class RevisionReader {
  constructor(private readonly database: Database) {}

  /**
   * The run whose end `at` means, or null for a Date before the first run had ended.
   * @throws HighwaterError RUN_UNKNOWN when it is the id of no run
   */
  runAt(at: KnownAt): Promise<string | null> {
    return findRun(this.database.session, at);
  }

  /**
   * The bars as traded that were believed at `at`, ascending, both ends of the range included.
   * @throws HighwaterError RUN_UNKNOWN
   */
  barsKnownAt(assetId: string, at: KnownAt, range: BarRange = {}): Promise<BarColumns> {
    return this.inOneMoment(async (session) => {
      const runId = await findRun(session, at);
      return runId === null ? emptyBarColumns(0) : readBarsKnownAt(session, assetId, runId, range);
    });
  }

  /** The actions that were believed at `at`, by ex-date and kind. @throws RUN_UNKNOWN */
  actionsKnownAt(assetId: string, at: KnownAt): Promise<CorporateAction[]> {
    return this.inOneMoment(async (session) => {
      const runId = await findRun(session, at);
      return runId === null ? [] : readActionsKnownAt(session, assetId, runId);
    });
  }

  /**
   * The whole history that was believed at `at`, adjusted by the actions that were believed then,
   * or null when no bar was.
   * @throws HighwaterError RUN_UNKNOWN
   */
  seriesKnownAt(assetId: string, at: KnownAt): Promise<PriceSeries | null> {
    return this.inOneMoment(async (session) => {
      const runId = await findRun(session, at);
      if (runId === null) return null;
      const bars = await readBarsKnownAt(session, assetId, runId, {});
      if (bars.dates.length === 0) return null;
      return seriesOf(bars, deriveFactors(bars, await readActionsKnownAt(session, assetId, runId)));
    });
  }

  /** A value that is replaced between two statements must not be missed by both. */
  private inOneMoment<T>(read: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.database.transaction(async (session) => {
      await session.execute('set transaction isolation level repeatable read, read only');
      return read(session);
    });
  }
}

async function findRun(session: SqlSession, at: KnownAt): Promise<string | null> {
  if (at instanceof Date) {
    const [last] = await session.query<{ id: string }>(
      'select id from refresh_runs where finished_at <= $1 order by id desc limit 1',
      [at],
    );
    return last?.id ?? null;
  }
  const [run] = isUuid(at)
    ? await session.query<{ id: string }>('select id from refresh_runs where id = $1', [at])
    : [];
  if (run !== undefined) return run.id;
  throw new HighwaterError(
    'RUN_UNKNOWN',
    'not-found',
    `There is no refresh run ${at.slice(0, 60)}: the runs are listed by /v1/runs.`,
  );
}

/**
 * A revision was believed from the run that stored it until, and not with, the run that replaced
 * it. Should a clock have gone back between runs, two values of one key may both fit: the one
 * that was stored later counts.
 */
const believedThen = (run: string): string =>
  `believed_from_run_id <= ${run} and believed_until_run_id > ${run}`;

async function readBarsKnownAt(
  session: SqlSession,
  assetId: string,
  runId: string,
  { from = null, to = null, limit }: BarRange,
): Promise<BarColumns> {
  const [asset, run] = [uuidLiteral(assetId), uuidLiteral(runId)];
  const since = from === null ? '' : ` and date >= '${tradingDate(from)}'`;
  const until = to === null ? '' : ` and date <= '${tradingDate(to)}'`;
  const payload = await session.copyOut(
    `select distinct on (date) date, open, high, low, close, volume from (
       select date, open, high, low, close, volume, run_id as stored_by from prices
       where asset_id = ${asset}${since}${until} and run_id <= ${run}
       union all
       select date, open, high, low, close, volume, believed_from_run_id from price_revisions
       where asset_id = ${asset}${since}${until} and subject = 'bar' and ${believedThen(run)}
     ) known order by date, stored_by desc
     ${limit === undefined ? '' : `limit ${String(Math.trunc(limit))}`}`,
  );
  return decodeBars(payload);
}

async function readActionsKnownAt(
  session: SqlSession,
  assetId: string,
  runId: string,
): Promise<CorporateAction[]> {
  const rows = await session.query<ActionRow>(
    `select distinct on (ex_date, kind) ex_date, kind, value from (
       select ex_date, kind, value, run_id as stored_by from corporate_actions
       where asset_id = $1 and run_id <= $2
       union all
       select date, subject, value, believed_from_run_id from price_revisions
       where asset_id = $1 and subject <> 'bar' and ${believedThen('$2')}
     ) known order by ex_date, kind, stored_by desc`,
    [assetId, runId],
  );
  return rows.map(actionOf);
}
