import type { Decimal } from '../domain/decimals.js';
import { Dec } from '../domain/decimals.js';
import { requireFields } from '../domain/fieldRules.js';
import { RISK_FREE_RULES } from '../domain/marketRules.js';
import type { TradingDate } from '../domain/tradingDate.js';
import { CopyWriter } from './copy/copyWriter.js';
import type { Database } from './database.js';
import type { SqlSession } from './session.js';

const RATE_PLACES = 8;
const COLUMNS = ['series', 'date', 'known_from', 'rate', 'recorded_at'];

/** An observation as a file tells it. */
export interface RateObservation {
  readonly date: TradingDate;
  /** The first day on which its first value could be used. */
  readonly knownFrom: TradingDate;
  /** Fraction per year, to eight decimal places. */
  readonly rate: Decimal;
}

export interface RateImport {
  readonly series: string;
  readonly observations: readonly RateObservation[];
  /** Whether `knownFrom` is each value's own, so that an observation may come several times. */
  readonly hasVintages: boolean;
  /** When the file was read, and the date of that moment: what is restated is known from then on. */
  readonly now: Date;
  readonly today: TradingDate;
}

/** What an import did. */
export interface ImportedRates {
  readonly added: number;
  /** Values that differ from the stored ones; the stored ones stay. */
  readonly restated: number;
  readonly unchanged: number;
}

/** Writes rates of interest. Nothing is ever replaced: a new value stands beside the old. */
export class RateStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores what is new; the same import again stores nothing.
   *
   * @throws HighwaterError FIELD_REFUSED; BUSY while another import runs
   */
  import(request: RateImport): Promise<ImportedRates> {
    for (const observation of request.observations) {
      requireFields('rate', RISK_FREE_RULES, { series: request.series, ...observation });
    }
    return this.database.exclusively('rates import', () =>
      this.database.transaction(async (session) => {
        const stored = await storedVintages(session, request.series);
        const { rows, ...counts } = newVintages(request, stored);
        await copyVintages(session, request, rows);
        return counts;
      }),
    );
  }
}

interface Vintage {
  readonly date: TradingDate;
  readonly knownFrom: TradingDate;
  readonly rate: Decimal;
}

/** By observation, oldest value first. */
type Vintages = Map<TradingDate, Vintage[]>;

async function storedVintages(session: SqlSession, series: string): Promise<Vintages> {
  const rows = await session.query<{ date: TradingDate; knownFrom: TradingDate; rate: string }>(
    `select date, known_from as "knownFrom", rate from risk_free_rates
     where series = $1 order by date, known_from, recorded_at`,
    [series],
  );
  return Map.groupBy(
    rows.map((row) => ({ ...row, rate: new Dec(row.rate) })),
    ({ date }) => date,
  );
}

function newVintages(
  { observations, hasVintages, today }: RateImport,
  stored: Vintages,
): ImportedRates & { rows: Vintage[] } {
  const rows: Vintage[] = [];
  let restated = 0;
  for (const observation of observations) {
    const { date, rate, knownFrom } = observation;
    const known = stored.get(date) ?? [];
    const isFirst = known.length === 0;
    const believed = hasVintages ? known.findLast((it) => it.knownFrom <= knownFrom) : known.at(-1);
    if (believed?.rate.eq(rate) === true) continue;
    const isOwnDay = hasVintages && believed?.knownFrom !== knownFrom;
    const since = isFirst || isOwnDay ? knownFrom : latest(today, knownFrom);
    const row = { date, rate, knownFrom: since };
    rows.push(row);
    if (!isFirst) restated += 1;
    known.push(row);
    known.sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : Number(a.knownFrom > b.knownFrom)));
    stored.set(date, known);
  }
  const [added, unchanged] = [rows.length - restated, observations.length - rows.length];
  return { added, restated, unchanged, rows };
}

const latest = (a: TradingDate, b: TradingDate): TradingDate => (a > b ? a : b);

async function copyVintages(
  session: SqlSession,
  { series, now }: RateImport,
  rows: readonly Vintage[],
): Promise<void> {
  if (rows.length === 0) return;
  const writer = new CopyWriter(COLUMNS.length);
  for (const { date, knownFrom, rate } of rows) {
    writer.startRow().text(series).date(date).date(knownFrom);
    writer.numeric(rate, RATE_PLACES).timestamp(now);
  }
  await session.copyIn(`risk_free_rates (${COLUMNS.join(', ')})`, writer.finish());
}
