/**
 * One conversation with the database: statements in order, on one connection, within one
 * transaction where it came from `Database.transaction`. The two drivers differ only behind this.
 *
 * Values come back alike from both: numeric and int8 as strings, dates as `YYYY-MM-DD`, bytea as
 * bytes, jsonb parsed. A timestamptz is text in PostgreSQL's spelling: select it with `isoTime`.
 * JSON goes in as text.
 */
export interface SqlSession {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement. @returns how many rows it touched */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** `COPY table (columns) FROM STDIN (FORMAT binary)`; `target` is `table (columns)`. */
  copyIn(target: string, payload: Uint8Array): Promise<void>;
  /** `COPY (query) TO STDOUT (FORMAT binary)`. COPY takes no parameters: the text holds literals. */
  copyOut(query: string): Promise<Uint8Array>;
  /** The same, piece by piece as it arrives: a piece is good until `take` returns. */
  copyOutTo(query: string, take: (piece: Uint8Array) => void): Promise<void>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in the spelling that the database gives. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** A UUID as an SQL literal, for COPY alone. @throws when it is none */
export function uuidLiteral(value: string): string {
  return `'${checkedUuid(value)}'::uuid`;
}

/** Many of them as one array, for COPY alone. @throws when one is none */
export function uuidsLiteral(values: readonly string[]): string {
  return `'{${values.map(checkedUuid).join()}}'::uuid[]`;
}

function checkedUuid(value: string): string {
  if (!isUuid(value)) throw new TypeError(`not a UUID: ${value}`);
  return value;
}
