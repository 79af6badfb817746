import { parentPort } from 'node:worker_threads';
import { HighwaterError, type ErrorKind } from '../../../domain/errors.js';
import type { IndexToCompute } from '../../../store/indexComputations.reader.js';
import { computeStoredIndex, type IndexColumns, type IndexResults } from './computeStoredIndex.js';
import type { IndexInputs } from './indexInputs.js';

/** An index with all that it is computed from: plain data. */
export interface IndexJob {
  readonly index: IndexToCompute;
  readonly inputs: IndexInputs;
  readonly columns: IndexColumns;
}

/** How a job ended. */
export type IndexReport =
  | { readonly kind: 'done'; readonly results: IndexResults }
  | {
      readonly kind: 'refused';
      readonly error: {
        readonly code: string;
        readonly kind: ErrorKind;
        readonly message: string;
      };
    };

/** Computes an index, and tells of a refusal instead of throwing it. */
export function reportOn({ index, inputs, columns }: IndexJob): IndexReport {
  try {
    return { kind: 'done', results: computeStoredIndex(index, inputs, columns) };
  } catch (thrown) {
    if (!(thrown instanceof HighwaterError)) throw thrown;
    const { code, kind, message } = thrown;
    return { kind: 'refused', error: { code, kind, message } };
  }
}

parentPort?.on('message', (job: IndexJob) => {
  parentPort?.postMessage(reportOn(job));
});
