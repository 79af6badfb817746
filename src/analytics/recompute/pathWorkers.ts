import { setImmediate } from 'node:timers/promises';
import { HighwaterError } from '../../domain/errors.js';
import { fillPaths } from '../backtest/paths/fillPaths.js';
import type { PathJob } from '../backtest/paths/pathJob.js';
import type { PathReport, SharedPaths } from './pathWorker.js';
import { inSharedNumbers, isShared, sharedColumn } from './sharedColumns.js';
import { ThreadCrew } from './threadCrew.js';

/** A job of fewer values than this is done before threads have woken. */
const SHARED_VALUES_MIN = 500_000;
/** Vectors between which other work of the thread comes in: a millisecond or two. */
const TURN_VECTORS = 64;
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
  readonly #crew: ThreadCrew<SharedPaths, PathReport>;
  readonly #sharedValuesMin: number;

  constructor(options: PathWorkersOptions = {}) {
    this.#crew = new ThreadCrew({
      entry: options.entry ?? new URL('./pathWorker.js', import.meta.url),
      threads: options.threads,
      timeoutMs: JOB_TIMEOUT_MS,
      failed: pathsFailed,
    });
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
    return this.#crew.inTurn(() => this.#compute(job, memory));
  }

  /** Ends the threads. A job that is under way fails. */
  close(): Promise<void> {
    return this.#crew.close();
  }

  async #compute(job: PathJob, memory?: Float64Array): Promise<Float64Array> {
    const values = job.vectors * job.sessions;
    const isHere = this.#crew.threads < 2 || values < this.#sharedValuesMin;
    if (isHere) return computeHere(job, memory ?? new Float64Array(values));
    const paths = memory !== undefined && isShared(memory) ? memory : sharedColumn(values);
    const closes = inSharedNumbers(job.closes);
    const weights = inSharedNumbers(job.weights);
    const next = new Int32Array(new SharedArrayBuffer(4));
    await this.#share({ job: { ...job, closes, weights }, paths, next });
    if (memory === undefined || memory === paths) return paths;
    memory.set(paths);
    return memory;
  }

  async #share(sharedPaths: SharedPaths): Promise<void> {
    const ends = await this.#crew.share(sharedPaths);
    const failure = ends.find((end) => end.kind === 'failed');
    if (failure === undefined) return;
    await this.close();
    throw pathsFailed(failure.why);
  }
}

function pathsFailed(why: string): HighwaterError {
  const message = `The paths were not computed: ${why}. Ask for them again.`;
  return new HighwaterError('PATHS_FAILED', 'internal', message);
}

/** Computes on this thread; a dashboard may be polling it, so other work comes in between. */
async function computeHere(job: PathJob, paths: Float64Array): Promise<Float64Array> {
  for (let first = 0; first < job.vectors; first += TURN_VECTORS) {
    fillPaths(job, paths, first, Math.min(job.vectors, first + TURN_VECTORS));
    await setImmediate();
  }
  return paths;
}
