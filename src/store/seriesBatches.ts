import type { Database } from './database.js';
import {
  HistoryMemory,
  copyColumns,
  longestHistory,
  type HistoryColumns,
} from './seriesColumns.js';
import type { SqlSession } from './session.js';

/** Batches whose columns are in memory at once: one is computed, one waits, one is read. */
const BATCHES_IN_MEMORY = 3;
/** Reading takes a connection of its own: others hold the transaction, a lock, perhaps a reader. */
const CONNECTIONS_MIN = 4;

/** What is read as of one moment. */
interface Moment {
  read(assetIds: readonly string[], memory: HistoryMemory): Promise<HistoryColumns>;
  end(): Promise<void>;
}

/**
 * Dates and adjusted closes of assets, a batch at a time; an asset that has no history is not among
 * them. While a batch is used the next is read: its columns are good until the next but one is asked
 * for. Several batches are read on a connection of their own, as of one moment.
 *
 * @param session of a transaction that sees one moment throughout: where connections are too few it
 *   is read in, and a batch not before it is asked for. Without it each batch is then as of a moment
 *   of its own, and other work comes in between
 */
export async function* readBatches(
  database: Database,
  batches: readonly (readonly string[])[],
  session?: SqlSession,
): AsyncGenerator<HistoryColumns> {
  if (batches.length === 0) return;
  const isApart = batches.length > 1 && database.connections >= CONNECTIONS_MIN;
  const isAhead = isApart || session === undefined;
  const moment = isApart ? await ownMoment(database) : await momentOf(database, session);
  const memories = Array.from({ length: BATCHES_IN_MEMORY }, () => new HistoryMemory());
  const read = (batch: number): Promise<HistoryColumns> | null => {
    const [assetIds, memory] = [batches[batch], memories[batch % BATCHES_IN_MEMORY]];
    if (assetIds === undefined || memory === undefined) return null;
    const reading = moment.read(assetIds, memory);
    // Who is to hear of its failure may be busy with the batch before.
    reading.catch(() => undefined);
    return reading;
  };
  let next = read(0);
  try {
    for (let batch = 1; next !== null; batch += 1) {
      const columns = await next;
      next = isAhead ? read(batch) : null;
      yield columns;
      next ??= read(batch);
    }
  } finally {
    await next?.catch(() => undefined);
    await moment.end();
  }
}

async function momentOf(database: Database, session: SqlSession | undefined): Promise<Moment> {
  const end = (): Promise<void> => Promise.resolve();
  if (session !== undefined) return { read: await readerIn(session), end };
  const read: Moment['read'] = (assetIds, memory) =>
    database.transaction(async (own) => (await readerAtOneMoment(own))(assetIds, memory));
  return { read, end };
}

/** A moment that lasts, on a connection of its own, until it is ended. */
function ownMoment(database: Database): Promise<Moment> {
  const { promise: ended, resolve: letEnd } = Promise.withResolvers<null>();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(async (own) => {
      const read = await readerAtOneMoment(own);
      const end = (): Promise<void> => {
        letEnd(null);
        // Nothing is lost where it cannot end as it should: it has only read.
        return transaction.catch(() => undefined);
      };
      resolve({ read, end });
      await ended;
    });
    transaction.catch(reject);
  });
}

async function readerAtOneMoment(session: SqlSession): Promise<Moment['read']> {
  await session.execute('set transaction isolation level repeatable read, read only');
  return readerIn(session);
}

async function readerIn(session: SqlSession): Promise<Moment['read']> {
  const longest = await longestHistory(session);
  return (assetIds, memory) => copyColumns(session, assetIds, longest, memory);
}
