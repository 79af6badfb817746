import { newId } from '../../src/store/entities/columns.js';
import type { Database } from '../../src/store/database.js';

/** Assets by symbol. @returns the ids, in the order given */
export async function addAssets(database: Database, symbols: readonly string[]): Promise<string[]> {
  const ids = symbols.map(() => newId());
  await database.session.execute(
    'insert into assets (id, symbol) select * from unnest($1::uuid[], $2::text[])',
    [ids, symbols],
  );
  return ids;
}

/** A user of this name. @returns the id */
export async function addUser(database: Database, name: string): Promise<string> {
  const id = newId();
  await database.session.execute(
    `insert into users (id, email, username, password_hash)
     values ($1, $2 || '@example.org', $2, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA')`,
    [id, name],
  );
  return id;
}
