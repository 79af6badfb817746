import type { SqlSession } from '../session.js';

/** A table that rows are merged into by way of a temporary one. */
export interface Merge {
  readonly table: string;
  readonly key: readonly string[];
  readonly values: readonly string[];
}

/**
 * Copies rows beside the table, into `staged_` and its name, and merges what differs. Once per
 * table and transaction.
 *
 * @param payload of a binary COPY of the key's columns and the values'
 * @returns rows written
 */
export async function mergeCopied(
  session: SqlSession,
  { table, key, values }: Merge,
  payload: Uint8Array,
): Promise<number> {
  const columns = [...key, ...values].join(', ');
  const each = (prefix: string): string => values.map((it) => `${prefix}.${it}`).join(', ');
  await session.execute(
    `create temporary table staged_${table} on commit drop as
     select ${columns} from ${table} with no data`,
  );
  await session.copyIn(`staged_${table} (${columns})`, payload);
  return session.execute(
    `insert into ${table} (${columns}) select ${columns} from staged_${table}
     on conflict (${key.join(', ')}) do update set
       ${values.map((it) => `${it} = excluded.${it}`).join(', ')}
     where (${each(table)}) is distinct from (${each('excluded')})`,
  );
}
