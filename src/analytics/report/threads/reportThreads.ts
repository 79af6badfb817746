import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { HighwaterError, messageOf } from '../../../domain/errors.js';
import { reportBytes, type ReportJob } from './reportJob.js';
import type { ReportEnd } from './reportWorker.js';

/** What reports may take of the machine. */
export const REPORT_LIMITS = {
  /** One core is left to the thread that answers. */
  threadsMax: 4,
  /** Jobs that wait while all threads work; who comes later is sent away. */
  waitingMax: 32,
  /** From asking to the last byte, waiting included. */
  deadlineMs: 10_000,
  heapMegabytes: 512,
  /** Room for what is new: a report is a few megabytes, which need not be collected midway. */
  newHeapMegabytes: 64,
} as const;

export interface ReportThreadsOptions {
  /** At most; one fewer than the machine has cores unless given. */
  readonly threads?: number;
  readonly waitingMax?: number;
  readonly deadlineMs?: number;
  /** The compiled worker; the one beside this file unless given. */
  readonly entry?: URL;
}

/**
 * Runs reports beside the thread that asks, so that who else is answered there does not wait.
 * Threads start with the first job and are kept warm. Where nothing is compiled the asking thread
 * does the work.
 */
export class ReportThreads {
  readonly #pool: Piscina<ReportJob, ReportEnd> | null;
  readonly #capacity: number;
  readonly #deadlineMs: number;
  #underWay = 0;

  constructor(options: ReportThreadsOptions = {}) {
    const cores = Math.max(1, availableParallelism() - 1);
    const { threads = Math.min(cores, REPORT_LIMITS.threadsMax) } = options;
    const { entry = new URL('./reportWorker.js', import.meta.url) } = options;
    const { waitingMax = REPORT_LIMITS.waitingMax } = options;
    this.#deadlineMs = options.deadlineMs ?? REPORT_LIMITS.deadlineMs;
    this.#capacity = threads + waitingMax;
    this.#pool = existsSync(fileURLToPath(entry)) ? poolOf(fileURLToPath(entry), threads) : null;
  }

  /**
   * The bytes of a report.
   *
   * @throws HighwaterError as `reportBytes`; REPORTS_BUSY where too many wait already,
   *   REPORT_TIMED_OUT, REPORT_FAILED when its thread dies
   */
  async run(job: ReportJob): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#underWay >= this.#capacity) throw busy();
    this.#underWay += 1;
    try {
      const end = await (this.#pool === null ? runHere(job) : this.#runThere(this.#pool, job));
      if (end instanceof Uint8Array) return end;
      const { code, kind, message, detail } = end;
      throw new HighwaterError(code, kind, message, detail);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Ends the threads. Jobs that are under way fail. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  async #runThere(pool: Piscina<ReportJob, ReportEnd>, job: ReportJob): Promise<ReportEnd> {
    const signal = AbortSignal.timeout(this.#deadlineMs);
    try {
      return await pool.run(job, { signal });
    } catch (thrown) {
      throw signal.aborted ? timedOut(this.#deadlineMs) : failed(thrown);
    }
  }
}

function poolOf(filename: string, threads: number): Piscina<ReportJob, ReportEnd> {
  return new Piscina<ReportJob, ReportEnd>({
    filename,
    minThreads: 0,
    maxThreads: threads,
    // A thread that has nothing to do costs nothing but its memory: it stays warm.
    idleTimeout: Infinity,
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: REPORT_LIMITS.heapMegabytes,
      maxYoungGenerationSizeMb: REPORT_LIMITS.newHeapMegabytes,
    },
  });
}

/** Lets what else is waiting go first. */
async function runHere(job: ReportJob): Promise<ReportEnd> {
  await setImmediate();
  return reportBytes(job);
}

function busy(): HighwaterError {
  const message = 'Too many simulations are being run: ask again in half a minute.';
  return new HighwaterError('REPORTS_BUSY', 'unavailable', message);
}

function timedOut(deadlineMs: number): HighwaterError {
  const message = `The simulation took longer than ${deadlineMs / 1000} seconds: ask again when less is being run, or for fewer assets, years or trading days.`;
  return new HighwaterError('REPORT_TIMED_OUT', 'unavailable', message, { deadlineMs });
}

function failed(thrown: unknown): HighwaterError {
  const message = `The simulation was not run: ${messageOf(thrown)}. Ask again.`;
  return new HighwaterError('REPORT_FAILED', 'internal', message);
}
