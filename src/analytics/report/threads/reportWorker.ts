import { move } from 'piscina';
import { HighwaterError, messageOf, type ErrorKind } from '../../../domain/errors.js';
import { reportBytes, type ReportJob } from './reportJob.js';

/** An error as it goes from thread to thread, which would lose its class. */
export interface ToldError {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** How a job ends: with the bytes of its report, or not. */
export type ReportEnd = Uint8Array<ArrayBuffer> | ToldError;

/** Does one job. What it writes goes to the asking thread without a copy. */
export default function work(job: ReportJob): unknown {
  try {
    return move(reportBytes(job));
  } catch (thrown) {
    return told(thrown);
  }
}

function told(thrown: unknown): ToldError {
  if (!(thrown instanceof HighwaterError)) {
    return { code: 'REPORT_FAILED', kind: 'internal', message: messageOf(thrown), detail: {} };
  }
  const { code, kind, message, detail } = thrown;
  return { code, kind, message, detail };
}
