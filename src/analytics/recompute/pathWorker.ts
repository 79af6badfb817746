import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../domain/errors.js';
import { fillPaths } from '../backtest/paths/fillPaths.js';
import type { PathJob } from '../backtest/paths/pathJob.js';
import { inMemory, placed } from '../simd/memory.js';

/** Vectors of weights that a thread takes at a time: few, so that threads end together. */
const CHUNK_VECTORS = 16;

/** A job that several threads share. */
export interface SharedPaths {
  readonly job: PathJob;
  readonly paths: Float64Array;
  /** One number: the first vector that no thread has taken yet. */
  readonly next: Int32Array;
}

/** How a thread's part ended. */
export type PathReport =
  { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string };

/** Takes chunks of vectors until none is left. */
export function takePaths({ job, paths, next }: SharedPaths): void {
  inMemory(() => {
    const placedJob = { ...job, closes: placed(job.closes) };
    for (;;) {
      const first = Atomics.add(next, 0, CHUNK_VECTORS);
      if (first >= job.vectors) return;
      fillPaths(placedJob, paths, first, Math.min(job.vectors, first + CHUNK_VECTORS));
    }
  });
}

function reportOf(shared: SharedPaths): PathReport {
  try {
    takePaths(shared);
    return { kind: 'done' };
  } catch (thrown) {
    return { kind: 'failed', why: messageOf(thrown) };
  }
}

parentPort?.on('message', (shared: SharedPaths) => {
  parentPort?.postMessage(reportOf(shared));
});
