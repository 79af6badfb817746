import { createHash, type Hash } from 'node:crypto';
import type { SqlSession } from '../session.js';

/** How many rows a table holds, and a SHA-256 of every cell of them in the order they lie in. */
export interface TableContent {
  readonly rows: number;
  readonly hash: string;
}

/** By qualified name, `public.prices`. */
export type DatabaseContents = Readonly<Record<string, TableContent>>;

/** Rows are read in pieces of about this many bytes on disk. */
const PIECE_BYTES = 32 * 2 ** 20;
const COPY_HEADER_BYTES = 19;
const COPY_TRAILER_BYTES = 2;

const OWN_TABLES = `
select format('%I.%I', n.nspname, c.relname) as name, pg_table_size(c.oid)::float8 as bytes,
  (pg_relation_size(c.oid) / current_setting('block_size')::int)::int as blocks
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
order by n.nspname collate "C", c.relname collate "C"`;

interface OwnTable {
  readonly name: string;
  /** With what is stored out of line. */
  readonly bytes: number;
  readonly blocks: number;
}

/**
 * What every table of every schema but the system's holds, keys, clocks and all. A dump and a
 * restore keep the order in which rows lie, so that a copy of a database has equal contents.
 * Tables are read in pieces: no size is too large.
 *
 * @param session of a transaction that reads repeatably, for the contents of one moment
 */
export async function databaseContents(session: SqlSession): Promise<DatabaseContents> {
  const contents: Record<string, TableContent> = {};
  for (const table of await session.query<OwnTable>(OWN_TABLES)) {
    contents[table.name] = await contentOf(session, table);
  }
  return contents;
}

async function contentOf(session: SqlSession, table: OwnTable): Promise<TableContent> {
  const hash = createHash('sha256');
  const pieces = Math.ceil(table.bytes / PIECE_BYTES);
  const step = Math.max(1, Math.floor(table.blocks / Math.max(1, pieces)));
  for (let block = 0; block < table.blocks; block += step) {
    await hashBlocks(session, hash, table.name, block, block + step);
  }
  const [counted] = await session.query<{ rows: number }>(
    `select count(*)::float8 as rows from ${table.name}`,
  );
  return { rows: counted?.rows ?? 0, hash: hash.digest('hex') };
}

/** Adds the rows of the blocks from `first` to before `end`; what frames the COPY is left out. */
async function hashBlocks(
  session: SqlSession,
  hash: Hash,
  table: string,
  first: number,
  end: number,
): Promise<void> {
  const payload = await session.copyOut(
    `select * from ${table} where ctid >= '(${first},0)'::tid and ctid < '(${end},0)'::tid`,
  );
  hash.update(payload.subarray(COPY_HEADER_BYTES, payload.length - COPY_TRAILER_BYTES));
}

/** The names of the tables that differ, those that only one of the two has among them. */
export function differingTables(a: DatabaseContents, b: DatabaseContents): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names]
    .filter((name) => a[name]?.hash !== b[name]?.hash || a[name]?.rows !== b[name]?.rows)
    .sort();
}
