import { uuid } from '../domain/fieldRules.js';
import type { SqlSession } from './session.js';

/**
 * Locks a row for this transaction if it is there and belongs to the owner, null for the system.
 * @returns false alike for a row that is missing and for one that is another's
 */
export async function lockOwned(
  session: SqlSession,
  table: 'portfolios' | 'strategies',
  id: string,
  ownerId: string | null,
): Promise<boolean> {
  if (!uuid.accepts(id)) return false;
  const found = await session.query(
    `select 1 from ${table} where id = $1 and owner_id is not distinct from $2 for update`,
    [id, ownerId],
  );
  return found.length > 0;
}
