import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { HighwaterError, messageOf } from '../../domain/errors.js';
import { fillPaths } from '../backtest/paths/fillPaths.js';
import type { PathJob } from '../backtest/paths/pathJob.js';
import { CHUNK_VECTORS, type PathReport, type SharedPaths } from './pathWorker.js';

const THREADS_MAX = 16;
/** A job of fewer values than this is done before threads have woken. */
const SHARED_VALUES_MIN = 500_000;
/** The largest job takes seconds: one that takes longer hangs. */
const JOB_TIMEOUT_MS = 2 * 60_000;

export interface PathWorkersOptions {
  /** At most; as many as the machine has cores unless given. With 1, no thread is started. */
  readonly threads?: number;
  /** The compiled worker; the one beside this file unless given. */
  readonly entry?: URL;
  /** Jobs of fewer values are done on the calling thread. */
  readonly sharedValuesMin?: number;
}

/**
 * Computes the equity paths of many vectors of weights. Closes and weights lie in memory that all
 * threads read without a copy; each thread takes the next few vectors until none is left and
 * writes into one shared block. The paths are the same, to the bit, for any number of threads.
 * Threads start with the first large job, are kept warm, and hold no process open while idle.
 */
export class PathWorkers {
  readonly #threads: number;
  readonly #entry: URL;
  readonly #sharedValuesMin: number;
  #workers: Worker[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PathWorkersOptions = {}) {
    const { threads = availableParallelism() } = options;
    this.#entry = options.entry ?? new URL('./pathWorker.js', import.meta.url);
    this.#threads = existsSync(fileURLToPath(this.#entry)) ? Math.min(threads, THREADS_MAX) : 1;
    this.#sharedValuesMin = options.sharedValuesMin ?? SHARED_VALUES_MIN;
  }

  /**
   * Jobs are done one after the other.
   *
   * @param memory where the paths go, for runs over many jobs; new shared memory unless given
   * @returns a value per session, vector after vector
   * @throws HighwaterError PATHS_FAILED when a thread dies or takes longer than two minutes
   */
  compute(job: PathJob, memory?: Float64Array): Promise<Float64Array> {
    const turn = this.#turn.then(() => this.#compute(job, memory));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the threads. A job that is under way fails. */
  async close(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  async #compute(job: PathJob, memory?: Float64Array): Promise<Float64Array> {
    const values = job.vectors * job.sessions;
    const isHere = this.#threads < 2 || values < this.#sharedValuesMin;
    if (isHere) return computeHere(job, memory ?? new Float64Array(values));
    const paths = isShared(memory) ? memory : sharedColumn(values);
    const closes = shared(job.closes);
    const weights = shared(job.weights);
    const next = new Int32Array(new SharedArrayBuffer(4));
    await this.#share({ job: { ...job, closes, weights }, paths, next });
    if (memory === undefined || memory === paths) return paths;
    memory.set(paths);
    return memory;
  }

  async #share(sharedPaths: SharedPaths): Promise<void> {
    while (this.#workers.length < this.#threads) {
      this.#workers.push(new Worker(this.#entry, { env: {} }));
    }
    const timeout = setTimeout(() => void this.close(), JOB_TIMEOUT_MS);
    try {
      await Promise.all(this.#workers.map((worker) => partOf(worker, sharedPaths)));
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timeout);
    }
  }
}

/** One thread's part: resolves when no vector is left for it. */
function partOf(worker: Worker, sharedPaths: SharedPaths): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onReport).off('error', onError).off('exit', onExit).unref();
    };
    const fail = (why: string): void => {
      settle();
      reject(pathsFailed(why));
    };
    const onReport = (report: PathReport): void => {
      if (report.kind === 'failed') {
        fail(report.why);
        return;
      }
      settle();
      resolve();
    };
    const onError = (error: unknown): void => {
      fail(messageOf(error));
    };
    const onExit = (): void => {
      fail('its thread ended before it was done');
    };
    worker.on('message', onReport).on('error', onError).on('exit', onExit).ref();
    worker.postMessage(sharedPaths);
  });
}

function pathsFailed(why: string): HighwaterError {
  const message = `The paths were not computed: ${why}. Ask for them again.`;
  return new HighwaterError('PATHS_FAILED', 'internal', message);
}

/** Computes on this thread; a dashboard may be polling it, so other work comes in between. */
async function computeHere(job: PathJob, paths: Float64Array): Promise<Float64Array> {
  for (let first = 0; first < job.vectors; first += CHUNK_VECTORS) {
    fillPaths(job, paths, first, Math.min(job.vectors, first + CHUNK_VECTORS));
    await setImmediate();
  }
  return paths;
}

function isShared(memory: Float64Array | undefined): memory is Float64Array<SharedArrayBuffer> {
  return memory?.buffer instanceof SharedArrayBuffer;
}

function sharedColumn(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

function shared(column: Float64Array): Float64Array {
  if (isShared(column)) return column;
  const copy = sharedColumn(column.length);
  copy.set(column);
  return copy;
}
