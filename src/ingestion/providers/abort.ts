import { setTimeout as delay } from 'node:timers/promises';

/** What `signal` was aborted with: an Error, unless whoever aborted gave something else. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason as Error;
}

/**
 * The promise's outcome, or the signal's reason if that comes first. The promise itself goes on,
 * and a late failure of it is not left unhandled.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => undefined);
  if (signal.aborted) throw abortReason(signal);
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(abortReason(signal)), { signal: settled.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}

/** Waits `durationMs`, or less when the signal aborts. @throws the signal's reason */
export async function waitFor(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, { signal });
  } catch {
    throw abortReason(signal);
  }
}
