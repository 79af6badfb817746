import { ahead } from './ahead.js';
import type { Database } from './database.js';
import {
  HistoryMemory,
  copyColumns,
  longestHistory,
  type HistoryColumns,
} from './seriesColumns.js';
import type { SqlSession } from './session.js';

/** Batches that are read before they are asked for. */
const BATCHES_AHEAD = 1;

/** What is read as of one moment. */
interface Moment {
  read(assetIds: readonly string[], memory: HistoryMemory): Promise<HistoryColumns>;
  end(): Promise<void>;
}

/**
 * Dates and adjusted closes of assets, a batch at a time; an asset that has no history is not among
 * them. While a batch is used the next is read: its columns are good until the next is asked for.
 *
 * On a server all are read on one connection as of one moment. In the embedded database, which has
 * one connection, each batch is as of a moment of its own, and other work comes in between.
 */
export function readBatches(
  database: Database,
  batches: readonly (readonly string[])[],
): AsyncGenerator<HistoryColumns> {
  return ahead(readInTurn(database, batches), BATCHES_AHEAD);
}

async function* readInTurn(
  database: Database,
  batches: readonly (readonly string[])[],
): AsyncGenerator<HistoryColumns> {
  if (batches.length === 0) return;
  const memories = Array.from({ length: BATCHES_AHEAD + 1 }, () => new HistoryMemory());
  const moment = database.kind === 'server' ? await lastingMoment(database) : manyMoments(database);
  try {
    for (const [batch, assetIds] of batches.entries()) {
      yield await moment.read(assetIds, memories[batch % memories.length] as HistoryMemory);
    }
  } finally {
    await moment.end();
  }
}

function manyMoments(database: Database): Moment {
  return {
    read: (assetIds, memory) =>
      database.transaction(async (own) => (await readerAtOneMoment(own))(assetIds, memory)),
    end: () => Promise.resolve(),
  };
}

/** A moment that lasts, on a connection of its own, until it is ended. */
function lastingMoment(database: Database): Promise<Moment> {
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
  const longest = await longestHistory(session);
  return (assetIds, memory) => copyColumns(session, assetIds, longest, memory);
}
