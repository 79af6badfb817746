import { Query, type ClientBase, type Connection } from 'pg';
import { CopyDataFilter, type Take } from './copyDataFilter.js';
import { LendingSocket } from './lendingSocket.js';

/**
 * `COPY (query) TO STDOUT (FORMAT binary)`, piece by piece as it arrives, out of the memory that it
 * was read into: a piece is good until `take` returns. What `take` throws is thrown when the rest
 * has been read: the connection is of use again then.
 */
export function copyOutTo(client: ClientBase, query: string, take: Take): Promise<void> {
  let refusal: Error | null = null;
  const takeUnlessRefused = (piece: Uint8Array): void => {
    try {
      if (refusal === null) take(piece);
    } catch (error) {
      refusal = error instanceof Error ? error : new Error(String(error));
    }
  };
  return new Promise((resolve, reject) => {
    const copy = new Query(`copy (${query}) to stdout (format binary)`, (error) => {
      const failure = error ?? refusal;
      if (failure === null) resolve();
      else reject(failure);
    });
    const submit = copy.submit.bind(copy);
    copy.submit = (connection) => {
      divertCopyData(connection, takeUnlessRefused);
      submit(connection);
    };
    client.query(copy);
  });
}

/** Hands the CopyData of a connection to `take` until it is ready for another query. */
function divertCopyData({ stream }: Connection, take: Take): void {
  const [listener] = stream.listeners('data');
  const pass = listener as Take;
  const lender = stream instanceof LendingSocket ? stream : null;
  const filter = new CopyDataFilter(take, pass, () => {
    stream.on('data', pass).off('data', receive);
    lender?.lend(false);
  });
  const receive = (chunk: Uint8Array): void => filter.receive(chunk);
  stream.on('data', receive).off('data', pass);
  lender?.lend(true);
}
