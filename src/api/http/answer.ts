import type { z } from 'zod';
import type { Position } from '../../store/sqlPage.js';
import type { Table } from './csv.js';
import { encodeCursor } from './cursor.js';

/** What a controller gives: data, and how it looks as a table where it can be one. */
export interface Answer {
  readonly data: unknown;
  readonly table?: Table;
  /** The next cursor of a list, null on its last page; absent where the answer is no list. */
  readonly next?: string | null;
  /** Added to `meta`. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** An answer that was written elsewhere: only the envelope is put around it. */
export interface WrittenAnswer {
  /**
   * `data` as JSON, or the whole table where the reader takes CSV. UTF-8, in memory of its own: what
   * is free around it may be written on, and all of it is given back once the answer was sent.
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names the file of the table, without its ending. */
  readonly name: string;
}

/** The fields of a row's schema: the columns of its table. */
export const columnsOf = (row: z.ZodObject): string[] => Object.keys(row.shape);

/** The answer of a list whose rows are shown as they were read. */
export function listAnswer(
  name: string,
  columns: readonly string[],
  page: { readonly rows: readonly object[]; readonly next: string | null },
): Answer {
  return { data: page.rows, table: { name, columns, rows: page.rows }, next: page.next };
}

/** A page of the store as a page of the API. @param scope as for {@link encodeCursor} */
export function pageOf<Row>(
  scope: string,
  { rows, next }: { readonly rows: readonly Row[]; readonly next: Position | null },
): { rows: readonly Row[]; next: string | null } {
  return { rows, next: next === null ? null : encodeCursor(scope, next) };
}
