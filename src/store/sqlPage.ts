import { HighwaterError } from '../domain/errors.js';
import type { SqlSession } from './session.js';

/** Values bound to a statement; what a reader writes reaches the database only through here. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Binds a value. @returns what stands for it in the statement, `$1` and so on */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** An SQL expression of this program's own text, its type, and the direction it is sorted in. */
export interface SortKey {
  readonly expression: string;
  readonly type: 'text' | 'numeric' | 'float8' | 'date' | 'timestamptz' | 'uuid';
  readonly descending: boolean;
}

/** The last row of a page: its sort value as text (null: it had none) and what tells ties apart. */
export interface Position {
  readonly value: string | null;
  readonly tie: string;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Null on the last page. */
  readonly next: Position | null;
}

export interface PageQuery {
  /** The select list, with quoted aliases that name the row's fields. */
  readonly columns: string;
  /** What follows `from`. */
  readonly from: string;
  /** All must hold. */
  readonly conditions: readonly string[];
  readonly parameters: SqlParameters;
  /** Missing values come last in either direction. */
  readonly sort: SortKey;
  /** Unique per row and never null. */
  readonly tie: SortKey;
  readonly limit: number;
  readonly after: Position | null;
}

/** PostgreSQL's error class of values that cannot be read as what they should be. */
const DATA_EXCEPTION = '22';

/**
 * One page by keyset: the rows after a position, found through order and never counted off.
 *
 * @throws HighwaterError BAD_CURSOR when the position's values are not of the sort's type
 */
export async function readPage<Row extends object>(
  session: SqlSession,
  query: PageQuery,
): Promise<Page<Row>> {
  const { parameters, sort, tie, limit, after } = query;
  const conditions = [...query.conditions, ...(after === null ? [] : [isAfter(query, after)])];
  const sql = `
    select ${query.columns}, (${sort.expression})::text as "sortValue",
      (${tie.expression})::text as "tieValue"
    from ${query.from}
    ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
    order by ${sort.expression} ${direction(sort)} nulls last, ${tie.expression} ${direction(tie)}
    limit ${parameters.add(limit + 1)}`;
  const found = await run<Row>(session, sql, query);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(withoutKeys),
    next: last === undefined ? null : { value: last.sortValue, tie: last.tieValue },
  };
}

type Keyed<Row> = Row & { sortValue: string | null; tieValue: string };

function withoutKeys<Row extends object>(row: Keyed<Row>): Row {
  const shown = Object.entries(row).filter(([name]) => name !== 'sortValue' && name !== 'tieValue');
  return Object.fromEntries(shown) as Row;
}

const direction = ({ descending }: SortKey): string => (descending ? 'desc' : 'asc');

function isAfter({ parameters, sort, tie }: PageQuery, after: Position): string {
  const beyond = (key: SortKey): string => (key.descending ? '<' : '>');
  const tieAfter = `${tie.expression} ${beyond(tie)} ${parameters.add(after.tie)}::text::${tie.type}`;
  if (after.value === null) return `(${sort.expression} is null and ${tieAfter})`;
  const value = `${parameters.add(after.value)}::text::${sort.type}`;
  return (
    `(${sort.expression} ${beyond(sort)} ${value} or ${sort.expression} is null ` +
    `or (${sort.expression} = ${value} and ${tieAfter}))`
  );
}

async function run<Row>(
  session: SqlSession,
  sql: string,
  { parameters, after }: PageQuery,
): Promise<Keyed<Row>[]> {
  try {
    return await session.query<Keyed<Row> & object>(sql, parameters.values);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (after === null || typeof code !== 'string' || !code.startsWith(DATA_EXCEPTION)) throw error;
    throw badCursor();
  }
}

/** The error of a cursor that no answer of this service gave. */
export function badCursor(): HighwaterError {
  return new HighwaterError(
    'BAD_CURSOR',
    'usage',
    'The cursor cannot be read: give page.next of the page before, with the same parameters.',
  );
}

/** `text` as a LIKE pattern that finds it anywhere: its own wildcards are escaped. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
