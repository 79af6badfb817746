import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HighwaterError } from '../../../domain/errors.js';
import { ThreadCrew } from '../threadCrew.js';
import type { IndexResults } from './computeStoredIndex.js';
import { reportOn, type IndexJob, type IndexReport } from './indexWorker.js';

/** The costliest strategies take half a minute: one that takes longer than this hangs. */
const JOB_TIMEOUT_MS = 5 * 60_000;

/**
 * A thread that computes indices, so that dashboards which poll the process need not wait for an
 * optimiser. It starts with the first job; where nothing is compiled the caller's own is taken.
 */
export class IndexThread {
  readonly #crew: ThreadCrew<IndexJob, IndexReport>;
  readonly #isCompiled: boolean;

  /**
   * @param entry the compiled worker; the one beside this file unless given
   * @param timeoutMs a job that takes longer fails
   */
  constructor(entry = new URL('./indexWorker.js', import.meta.url), timeoutMs = JOB_TIMEOUT_MS) {
    this.#isCompiled = existsSync(fileURLToPath(entry));
    this.#crew = new ThreadCrew({ entry, threads: 1, timeoutMs, failed });
  }

  /** @throws HighwaterError as computeStoredIndex; INDEX_FAILED when the thread dies or hangs */
  async compute(job: IndexJob): Promise<IndexResults> {
    const [report] = this.#isCompiled ? await this.#crew.share(job) : [reportOn(job)];
    if (report?.kind === 'done') return report.results;
    if (report === undefined) throw failed('its thread said nothing');
    const { code, kind, message } = report.error;
    throw new HighwaterError(code, kind, message);
  }

  /** Ends the thread; the next job starts another. */
  close(): Promise<void> {
    return this.#crew.close();
  }
}

function failed(why: string): HighwaterError {
  const message = `The index was not computed: ${why}. The next refresh tries again.`;
  return new HighwaterError('INDEX_FAILED', 'unavailable', message);
}
