import type { Database } from '../../src/store/database.js';
import type { SqlSession } from '../../src/store/session.js';

/** A statement as it was sent. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface RecordingDatabase {
  readonly database: Database;
  /** What was sent so far, in order. */
  readonly statements: Statement[];
}

/** The same database, with every statement noted, in transactions and outside. */
export function recordStatements(database: Database): RecordingDatabase {
  const statements: Statement[] = [];
  const recorded = (session: SqlSession): SqlSession => ({
    query: (sql, parameters = []) => {
      statements.push({ sql, parameters });
      return session.query(sql, parameters);
    },
    execute: (sql, parameters = []) => {
      statements.push({ sql, parameters });
      return session.execute(sql, parameters);
    },
    copyIn: (target, payload) => {
      statements.push({ sql: `copy ${target}`, parameters: [] });
      return session.copyIn(target, payload);
    },
    copyOut: (sql) => {
      statements.push({ sql, parameters: [] });
      return session.copyOut(sql);
    },
    copyOutTo: (sql, take) => {
      statements.push({ sql, parameters: [] });
      return session.copyOutTo(sql, take);
    },
  });
  const recording = Object.create(database, {
    session: { get: () => recorded(database.session) },
    transaction: {
      value: <T>(work: (session: SqlSession) => Promise<T>) =>
        database.transaction((session) => work(recorded(session))),
    },
  }) as Database;
  return { database: recording, statements };
}
