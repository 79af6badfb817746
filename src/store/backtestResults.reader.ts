import { uuid } from '../domain/fieldRules.js';
import type { TradingDate } from '../domain/tradingDate.js';
import {
  BACKTESTS_FROM,
  backtestColumns,
  backtestOf,
  isBacktestVisible,
  type BacktestRow,
  type ListedBacktest,
} from './backtests/listing.js';
import type { Database } from './database.js';

/** A backtest with parts of its results by their names; null where it has no such part. */
export interface BacktestParts {
  readonly backtest: ListedBacktest;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** Which rows of a part that is an array of dated objects. */
export interface PartRowsRequest {
  readonly part: string;
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly limit: number;
  /** The place of the last row of the page before, 0 for the first page. */
  readonly after: number;
}

/** A page of rows, oldest first. */
export interface BacktestPartRows {
  readonly backtest: ListedBacktest;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The place of the last row here; null on the last page. */
  readonly next: number | null;
  /** Rows that the engine did not keep: older than all that it did. */
  readonly omitted: number;
}

type PlacedRow = readonly [place: number, row: Readonly<Record<string, unknown>>];

const PARTS = `(select jsonb_object_agg(name, b.results -> name)
  from unnest($3::text[]) as asked(name)) as parts`;

const ROWS = `coalesce((b.results -> 'omitted' ->> $3::text)::int, 0) as omitted,
  (select coalesce(jsonb_agg(jsonb_build_array(place, row) order by place), '[]')
   from (select place, row
     from jsonb_array_elements(b.results -> $3::text) with ordinality as kept(row, place)
     where place > $4 and ($5::text is null or row ->> 'date' >= $5)
       and ($6::text is null or row ->> 'date' <= $6)
     order by place limit $7) page) as placed`;

/**
 * Reads what was kept of a backtest in parts: results hold up to 16 MB, and no more of them leaves
 * the database than is asked for. Null for a backtest that is missing and for one that is another's.
 */
export class BacktestResultReader {
  constructor(private readonly database: Database) {}

  /** Some parts as they were stored. */
  async parts(
    id: string,
    visibleTo: string | null,
    names: readonly string[],
  ): Promise<BacktestParts | null> {
    const found = await this.#read<Pick<BacktestParts, 'parts'>>(PARTS, id, visibleTo, [names]);
    if (found === null) return null;
    const { parts, ...row } = found;
    return { backtest: backtestOf(row), parts };
  }

  /** A page of one part's rows. */
  async rows(
    id: string,
    visibleTo: string | null,
    { part, from, to, limit, after }: PartRowsRequest,
  ): Promise<BacktestPartRows | null> {
    const found = await this.#read<{ omitted: number; placed: readonly PlacedRow[] }>(
      ROWS,
      id,
      visibleTo,
      [part, after, from, to, limit + 1],
    );
    if (found === null) return null;
    const { omitted, placed, ...row } = found;
    const shown = placed.slice(0, limit);
    const [last] = placed.length > limit ? (shown.at(-1) ?? []) : [];
    const rows = shown.map(([, it]) => it);
    return { backtest: backtestOf(row), rows, next: last ?? null, omitted };
  }

  /** @param columns of the results; their parameters begin with $3 */
  async #read<Columns extends object>(
    columns: string,
    id: string,
    visibleTo: string | null,
    parameters: readonly unknown[],
  ): Promise<(BacktestRow & Columns) | null> {
    if (!uuid.accepts(id)) return null;
    const [row] = await this.database.session.query<BacktestRow & Columns>(
      `select ${backtestColumns('$2')}, ${columns} from ${BACKTESTS_FROM}
       where b.id = $1 and ${isBacktestVisible('$2')}`,
      [id, visibleTo, ...parameters],
    );
    return row ?? null;
  }
}
