import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf, type HighwaterError } from '../../domain/errors.js';

const THREADS_MAX = 16;

export interface ThreadCrewOptions {
  /** The compiled worker. Where there is none, the crew counts one thread: the caller's. */
  readonly entry: URL;
  /** At most; as many as the machine has cores unless given. */
  readonly threads?: number | undefined;
  /** A job that takes longer hangs: its threads are ended, and it fails. */
  readonly timeoutMs: number;
  /** The error of a job whose thread died. */
  readonly failed: (why: string) => HighwaterError;
}

/**
 * Threads that share jobs. They start with the first one, are kept warm for the next, and hold no
 * process open while they are idle. Each gets the same job and tells how its part ended; reports of
 * kind `progress` come before.
 */
export class ThreadCrew<Job, Report extends { readonly kind: string }> {
  /** With 1, no thread is to be started. */
  readonly threads: number;
  #workers: Worker[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ThreadCrewOptions) {
    const { entry, threads = availableParallelism() } = options;
    this.threads = existsSync(fileURLToPath(entry)) ? Math.min(threads, THREADS_MAX) : 1;
  }

  /** Does work after all that was given before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Gives every thread the job.
   *
   * @returns how each part ended
   * @throws the crew's error when a thread dies or takes too long; all threads are then ended
   */
  async share(job: Job, onProgress?: (report: Report) => void): Promise<Report[]> {
    const { entry, timeoutMs } = this.options;
    while (this.#workers.length < this.threads) this.#workers.push(new Worker(entry, { env: {} }));
    const timeout = setTimeout(() => void this.close(), timeoutMs);
    try {
      return await Promise.all(this.#workers.map((it) => this.#partOf(it, job, onProgress)));
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Ends the threads. A job that is under way fails. */
  async close(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #partOf(worker: Worker, job: Job, onProgress?: (report: Report) => void): Promise<Report> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        worker.off('message', onReport).off('error', onError).off('exit', onExit).unref();
      };
      const onReport = (report: Report): void => {
        if (report.kind === 'progress') {
          onProgress?.(report);
          return;
        }
        settle();
        resolve(report);
      };
      const onError = (error: unknown): void => {
        settle();
        reject(this.options.failed(messageOf(error)));
      };
      const onExit = (): void => {
        settle();
        reject(this.options.failed('its thread ended before it was done'));
      };
      worker.on('message', onReport).on('error', onError).on('exit', onExit).ref();
      worker.postMessage(job);
    });
  }
}
