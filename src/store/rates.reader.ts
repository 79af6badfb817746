import { HighwaterError } from '../domain/errors.js';
import { ratesAsKnown } from '../domain/ratesKnown.js';
import type { RateSeries } from '../domain/rateSeries.js';
import { toEpochDay, type TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import type { KnownAt } from './revisions.reader.js';
import { isUuid, type SqlSession } from './session.js';

/** Series that one list may hold. */
const SERIES_MAX = 1000;
/** Values that one series may hold: two centuries of days, each corrected twice. */
const VINTAGES_MAX = 200_000;

/** A stored series of rates as it is told. */
export interface ListedRates {
  readonly series: string;
  readonly observations: number;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  /** Values that replaced earlier ones of the same observation. */
  readonly restatements: number;
  /** The rate that is used now, a fraction per year, and since when. */
  readonly rate: number;
  readonly knownFrom: TradingDate;
}

const NEWEST_FIRST = 'r.date desc, r.known_from desc, r.recorded_at desc';

/** Reads rates of interest, each from the day on from which it was known. */
export class RateReader {
  constructor(private readonly database: Database) {}

  /** All series, by name. */
  list(): Promise<ListedRates[]> {
    return this.database.session.query<ListedRates>(
      `select r.series, count(distinct r.date)::int as observations, min(r.date) as "firstDate",
         max(r.date) as "lastDate", (count(*) - count(distinct r.date))::int as restatements,
         (array_agg(r.rate order by ${NEWEST_FIRST}))[1]::float8 as rate,
         (array_agg(r.known_from order by ${NEWEST_FIRST}))[1] as "knownFrom"
       from risk_free_rates r group by r.series order by r.series collate "C" limit ${SERIES_MAX}`,
    );
  }

  /**
   * A series as it could be used day by day, or null where there is none of this name.
   *
   * @param knownAt leaves out what was stored after that moment: a time, or the id of a run, which
   *   stands for its end
   * @throws HighwaterError RUN_UNKNOWN when it is the id of no run
   */
  async series(name: string, knownAt?: KnownAt): Promise<RateSeries | null> {
    const { session } = this.database;
    const until = typeof knownAt === 'string' ? await endOfRun(session, knownAt) : knownAt;
    const rows = await session.query<{ date: TradingDate; knownFrom: TradingDate; rate: number }>(
      `select date, known_from as "knownFrom", rate::float8 as rate from risk_free_rates
       where series = $1 and recorded_at <= coalesce($2::timestamptz, 'infinity')
       order by known_from, date, recorded_at limit ${VINTAGES_MAX}`,
      [name, until ?? null],
    );
    if (rows.length === 0) return null;
    return ratesAsKnown(
      rows.map(({ date, knownFrom, rate }) => ({
        date: toEpochDay(date),
        knownFrom: toEpochDay(knownFrom),
        rate,
      })),
    );
  }
}

/** Null for a run that has not ended: all that is stored by now was known to it. */
async function endOfRun(session: SqlSession, id: string): Promise<Date | null> {
  const [run] = isUuid(id)
    ? await session.query<{ endedMs: number | null }>(
        `select (extract(epoch from finished_at) * 1000)::float8 as "endedMs"
         from refresh_runs where id = $1`,
        [id],
      )
    : [];
  if (run !== undefined) return run.endedMs === null ? null : new Date(run.endedMs);
  throw new HighwaterError(
    'RUN_UNKNOWN',
    'not-found',
    `There is no refresh run ${id.slice(0, 60)}: the runs are listed by /v1/runs.`,
  );
}
