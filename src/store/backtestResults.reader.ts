import { uuid } from '../domain/fieldRules.js';
import type { TradingDate } from '../domain/tradingDate.js';
import {
  BACKTESTS_FROM,
  backtestColumns,
  backtestOf,
  filterConditions,
  isBacktestVisible,
  type BacktestFilter,
  type BacktestRow,
  type ListedBacktest,
} from './backtests/listing.js';
import type { Database } from './database.js';
import { SqlParameters } from './sqlPage.js';

/** A backtest with parts of its results by their names; a part that it has not is not there. */
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
    if (!uuid.accepts(id)) return null;
    const { reader, parameters } = readBy(visibleTo);
    const columns = partsOf(parameters.add(names));
    const condition = `b.id = ${parameters.add(id)}`;
    return toldParts(await this.#read({ columns, conditions: [condition], reader, parameters }));
  }

  /** Some parts of the newest backtest that a filter lets through. */
  async newest(
    filter: BacktestFilter,
    visibleTo: string | null,
    names: readonly string[],
  ): Promise<BacktestParts | null> {
    const { reader, parameters } = readBy(visibleTo);
    const columns = partsOf(parameters.add(names));
    const conditions = filterConditions(filter, reader, parameters);
    return toldParts(await this.#read({ columns, conditions, reader, parameters }));
  }

  /** A page of one part's rows. */
  async rows(
    id: string,
    visibleTo: string | null,
    { part, from, to, limit, after }: PartRowsRequest,
  ): Promise<BacktestPartRows | null> {
    if (!uuid.accepts(id)) return null;
    const { reader, parameters } = readBy(visibleTo);
    const named = parameters.add(part);
    const columns = `coalesce((b.results -> 'omitted' ->> ${named}::text)::int, 0) as omitted,
      (select coalesce(json_agg(json_build_array(place, item) order by place), '[]')
       from (select place, item
         from jsonb_array_elements(b.results -> ${named}::text) with ordinality as kept(item, place)
         where place > ${parameters.add(after)}
           ${from === null ? '' : `and item ->> 'date' >= ${parameters.add(from)}`}
           ${to === null ? '' : `and item ->> 'date' <= ${parameters.add(to)}`}
         order by place limit ${parameters.add(limit + 1)}) page) as placed`;
    const conditions = [`b.id = ${parameters.add(id)}`];
    const found = await this.#read<PlacedRows>({ columns, conditions, reader, parameters });
    if (found === null) return null;
    const { omitted, placed, ...row } = found;
    const shown = placed.slice(0, limit);
    const [last] = placed.length > limit ? (shown.at(-1) ?? []) : [];
    const rows = shown.map(([, it]) => it);
    return { backtest: backtestOf(row), rows, next: last ?? null, omitted };
  }

  async #read<Columns extends object>(query: PartQuery): Promise<(BacktestRow & Columns) | null> {
    const { columns, conditions, reader, parameters } = query;
    const [row] = await this.database.session.query<BacktestRow & Columns>(
      `select ${backtestColumns(reader)}, ${columns} from ${BACKTESTS_FROM}
       where ${[isBacktestVisible(reader), ...conditions].join(' and ')}
       order by b.created_at desc, b.id desc limit 1`,
      parameters.values,
    );
    return row ?? null;
  }
}

interface PlacedRows {
  readonly omitted: number;
  readonly placed: readonly PlacedRow[];
}

interface PartQuery {
  /** Of the results. */
  readonly columns: string;
  readonly conditions: readonly string[];
  /** What stands for the reader's id. */
  readonly reader: string;
  readonly parameters: SqlParameters;
}

function readBy(visibleTo: string | null): Pick<PartQuery, 'reader' | 'parameters'> {
  const parameters = new SqlParameters();
  return { reader: parameters.add(visibleTo), parameters };
}

/**
 * All at once, for each look into the results by name would unpack the whole of them; as json, for
 * jsonb would be built anew from what is only passed on.
 */
const partsOf = (names: string): string => `(select coalesce(json_object_agg(name, part), '{}')
  from jsonb_each(b.results) as kept(name, part) where name = any(${names}::text[])) as parts`;

function toldParts(
  found: (BacktestRow & Pick<BacktestParts, 'parts'>) | null,
): BacktestParts | null {
  if (found === null) return null;
  const { parts, ...row } = found;
  return { backtest: backtestOf(row), parts };
}
