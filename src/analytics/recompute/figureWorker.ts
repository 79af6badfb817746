import { parentPort } from 'node:worker_threads';
import { HighwaterError, messageOf, type ErrorKind } from '../../domain/errors.js';
import { figureFiller, type FigureJob, type FigureTable } from '../frames/figureTable.js';

/** Assets that a thread takes at a time: few, so that threads end together. */
export const CHUNK_ASSETS = 8;
/** Assets after which a thread tells of its progress: whoever listens works on the same cores. */
const TOLD_ASSETS = 64;

/** A job that several threads share. */
export interface SharedJob {
  readonly job: FigureJob;
  readonly table: FigureTable;
  /** One number: the first asset that no thread has taken yet. */
  readonly next: Int32Array;
}

/** What a thread tells: how far it has come, and how it ended. */
export type FigureReport =
  | { readonly kind: 'progress'; readonly assets: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly chunk: number; readonly error: ToldError };

/** An error as it goes from thread to thread, which would lose its class. */
export interface ToldError {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Takes chunks of assets until none is left. */
function work({ job, table, next }: SharedJob, tell: (report: FigureReport) => void): void {
  const assets = job.offsets.length - 1;
  const fill = figureFiller(job, table);
  let untold = 0;
  for (;;) {
    const first = Atomics.add(next, 0, CHUNK_ASSETS);
    if (first >= assets) break;
    const end = Math.min(assets, first + CHUNK_ASSETS);
    try {
      fill(first, end);
    } catch (thrown) {
      tell({ kind: 'failed', chunk: first, error: told(thrown) });
      return;
    }
    untold += end - first;
    if (untold < TOLD_ASSETS) continue;
    tell({ kind: 'progress', assets: untold });
    untold = 0;
  }
  if (untold > 0) tell({ kind: 'progress', assets: untold });
  tell({ kind: 'done' });
}

function told(thrown: unknown): ToldError {
  if (!(thrown instanceof HighwaterError)) {
    return { code: 'FIGURES_FAILED', kind: 'internal', message: messageOf(thrown), detail: {} };
  }
  const { code, kind, message, detail } = thrown;
  return { code, kind, message, detail };
}

parentPort?.on('message', (shared: SharedJob) => {
  work(shared, (report) => parentPort?.postMessage(report));
});
