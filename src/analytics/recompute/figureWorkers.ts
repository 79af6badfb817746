import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { HighwaterError, messageOf } from '../../domain/errors.js';
import {
  fillFigureTable,
  figureTable,
  type FigureJob,
  type FigureTable,
} from '../frames/figureTable.js';
import { CHUNK_ASSETS, type FigureReport, type SharedJob } from './figureWorker.js';

const THREADS_MAX = 16;
/** A job of fewer assets than this is done before threads have started. */
const SHARED_ASSETS_MIN = 64;
/** Thousands of assets take seconds: a job that takes longer hangs. */
const JOB_TIMEOUT_MS = 15 * 60_000;

export interface FigureWorkersOptions {
  /** At most; as many as the machine has cores unless given. With 1, no thread is started. */
  readonly threads?: number;
  /** The compiled worker; the one beside this file unless given. */
  readonly entry?: URL;
  /** Jobs of fewer assets are done on the calling thread. */
  readonly sharedAssetsMin?: number;
}

export type Progress = (assets: number, total: number) => void;

/**
 * Computes the figures of many assets: of every window, every metric asked for.
 *
 * The columns of a job lie in SharedArrayBuffers and go to all threads without a copy (columns that
 * do not are copied once); each thread takes the next few assets until none is left and writes into
 * one shared table. The table is the same, to the bit, for any number of threads. Threads start
 * with the first job, are kept warm for the next, and hold no process open while they are idle.
 * Where nothing is compiled the calling thread computes, and lets other work in between.
 */
export class FigureWorkers {
  readonly #threads: number;
  readonly #entry: URL;
  readonly #sharedAssetsMin: number;
  #workers: Worker[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: FigureWorkersOptions = {}) {
    const { threads = availableParallelism() } = options;
    this.#entry = options.entry ?? new URL('./figureWorker.js', import.meta.url);
    this.#threads = existsSync(fileURLToPath(this.#entry)) ? Math.min(threads, THREADS_MAX) : 1;
    this.#sharedAssetsMin = options.sharedAssetsMin ?? SHARED_ASSETS_MIN;
  }

  /**
   * Jobs are done one after the other.
   *
   * @throws HighwaterError as `fillFigureTable`, of the first asset that has the error;
   *   FIGURES_FAILED when a thread dies or is ended after {@link JOB_TIMEOUT_MS}
   */
  compute(job: FigureJob, onProgress?: Progress): Promise<FigureTable> {
    const turn = this.#turn.then(() => this.#compute(job, onProgress));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the threads. A job that is under way fails. */
  async close(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  async #compute(job: FigureJob, onProgress?: Progress): Promise<FigureTable> {
    const assets = job.offsets.length - 1;
    const table = figureTable(assets, job.metrics.length);
    if (this.#threads < 2 || assets < this.#sharedAssetsMin) {
      await computeHere(job, table, onProgress);
      return table;
    }
    const next = new Int32Array(new SharedArrayBuffer(4));
    await this.#share({ job: inSharedMemory(job), table, next }, onProgress);
    return table;
  }

  async #share(shared: SharedJob, onProgress?: Progress): Promise<void> {
    while (this.#workers.length < this.#threads)
      this.#workers.push(new Worker(this.#entry, { env: {} }));
    const total = shared.job.offsets.length - 1;
    let done = 0;
    const advance = (assets: number): void => onProgress?.((done += assets), total);
    const ends = this.#workers.map((worker) => jobOf(worker, shared, advance));
    const timeout = setTimeout(() => void this.close(), JOB_TIMEOUT_MS);
    try {
      const failures = (await Promise.all(ends)).filter((end) => end !== null);
      // Chunks are taken in order, so the first of all failures is among those of the threads.
      failures.sort((a, b) => a.chunk - b.chunk);
      if (failures[0] !== undefined) throw asError(failures[0]);
    } catch (error) {
      if (!(error instanceof HighwaterError) || error.code === 'FIGURES_FAILED') await this.close();
      throw error;
    } finally {
      clearTimeout(timeout);
    }
  }
}

type Failure = Extract<FigureReport, { kind: 'failed' }>;

function asError({ error: { code, kind, message, detail } }: Failure): HighwaterError {
  return new HighwaterError(code, kind, message, detail);
}

/** One thread's part: null when it is done, or where and why it stopped. */
function jobOf(
  worker: Worker,
  shared: SharedJob,
  advance: (assets: number) => void,
): Promise<Failure | null> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onReport).off('error', onError).off('exit', onExit).unref();
    };
    const onReport = (report: FigureReport): void => {
      if (report.kind === 'progress') {
        advance(report.assets);
        return;
      }
      settle();
      resolve(report.kind === 'done' ? null : report);
    };
    const onError = (error: unknown): void => {
      settle();
      reject(threadFailed(messageOf(error)));
    };
    const onExit = (): void => {
      settle();
      reject(threadFailed('its thread ended before it was done'));
    };
    worker.on('message', onReport).on('error', onError).on('exit', onExit).ref();
    worker.postMessage(shared);
  });
}

function threadFailed(why: string): HighwaterError {
  return new HighwaterError(
    'FIGURES_FAILED',
    'internal',
    `The figures were not computed: ${why}. Run the recompute again.`,
  );
}

/** Computes on this thread; a dashboard may be polling it, so other work comes in between. */
async function computeHere(
  job: FigureJob,
  table: FigureTable,
  onProgress?: Progress,
): Promise<void> {
  const assets = job.offsets.length - 1;
  for (let first = 0; first < assets; first += CHUNK_ASSETS) {
    const end = Math.min(assets, first + CHUNK_ASSETS);
    fillFigureTable(job, table, first, end);
    onProgress?.(end, assets);
    await setImmediate();
  }
}

/** The job with columns that every thread reads in place. */
function inSharedMemory(job: FigureJob): FigureJob {
  const { benchmark } = job;
  return {
    ...job,
    dates: shareDays(job.dates),
    adjustedClose: sharePrices(job.adjustedClose),
    offsets: shareDays(job.offsets),
    benchmark: benchmark && {
      dates: shareDays(benchmark.dates),
      adjustedClose: sharePrices(benchmark.adjustedClose),
    },
  };
}

function shareDays(column: Int32Array): Int32Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Int32Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}

function sharePrices(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
