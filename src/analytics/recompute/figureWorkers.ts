import { setImmediate } from 'node:timers/promises';
import { HighwaterError } from '../../domain/errors.js';
import {
  figureFiller,
  figureTable,
  type FigureJob,
  type FigureTable,
} from '../frames/figureTable.js';
import { CHUNK_ASSETS, type FigureReport, type SharedJob } from './figureWorker.js';
import { inSharedIntegers, inSharedNumbers } from './sharedColumns.js';
import { ThreadCrew } from './threadCrew.js';

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
  readonly #crew: ThreadCrew<SharedJob, FigureReport>;
  readonly #sharedAssetsMin: number;

  constructor(options: FigureWorkersOptions = {}) {
    this.#crew = new ThreadCrew({
      entry: options.entry ?? new URL('./figureWorker.js', import.meta.url),
      threads: options.threads,
      timeoutMs: JOB_TIMEOUT_MS,
      failed: threadFailed,
    });
    this.#sharedAssetsMin = options.sharedAssetsMin ?? SHARED_ASSETS_MIN;
  }

  /**
   * Jobs are done one after the other.
   *
   * @throws HighwaterError as `figureFiller`, of the first asset that has the error;
   *   FIGURES_FAILED when a thread dies or is ended after {@link JOB_TIMEOUT_MS}
   */
  compute(job: FigureJob, onProgress?: Progress): Promise<FigureTable> {
    return this.#crew.inTurn(() => this.#compute(job, onProgress));
  }

  /** Ends the threads. A job that is under way fails. */
  close(): Promise<void> {
    return this.#crew.close();
  }

  async #compute(job: FigureJob, onProgress?: Progress): Promise<FigureTable> {
    const assets = job.offsets.length - 1;
    const table = figureTable(job);
    if (this.#crew.threads < 2 || assets < this.#sharedAssetsMin) {
      await computeHere(job, table, onProgress);
      return table;
    }
    const next = new Int32Array(new SharedArrayBuffer(4));
    await this.#share({ job: inSharedMemory(job), table, next }, onProgress);
    return table;
  }

  async #share(shared: SharedJob, onProgress?: Progress): Promise<void> {
    const total = shared.job.offsets.length - 1;
    let done = 0;
    const ends = await this.#crew.share(shared, (report) => {
      if (report.kind === 'progress') onProgress?.((done += report.assets), total);
    });
    const failures = ends.filter((end) => end.kind === 'failed');
    // Chunks are taken in order, so the first of all failures is among those of the threads.
    failures.sort((a, b) => a.chunk - b.chunk);
    const [first] = failures;
    if (first === undefined) return;
    if (first.error.code === 'FIGURES_FAILED') await this.close();
    throw asError(first);
  }
}

type Failure = Extract<FigureReport, { kind: 'failed' }>;

function asError({ error: { code, kind, message, detail } }: Failure): HighwaterError {
  return new HighwaterError(code, kind, message, detail);
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
  const fill = figureFiller(job, table);
  for (let first = 0; first < assets; first += CHUNK_ASSETS) {
    const end = Math.min(assets, first + CHUNK_ASSETS);
    fill(first, end);
    onProgress?.(end, assets);
    await setImmediate();
  }
}

/** The job with columns that every thread reads in place. */
function inSharedMemory(job: FigureJob): FigureJob {
  const { benchmark, dateStarts } = job;
  return {
    ...job,
    ...(dateStarts && { dateStarts: inSharedIntegers(dateStarts) }),
    dates: inSharedIntegers(job.dates),
    adjustedClose: inSharedNumbers(job.adjustedClose),
    offsets: inSharedIntegers(job.offsets),
    benchmark: benchmark && {
      dates: inSharedIntegers(benchmark.dates),
      adjustedClose: inSharedNumbers(benchmark.adjustedClose),
    },
  };
}
