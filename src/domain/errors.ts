/** How an error should be answered: who can mend it, and whether trying again helps. */
export type ErrorKind = 'usage' | 'not-found' | 'conflict' | 'unavailable' | 'data' | 'internal';

/**
 * An error that a person reads. `code` is stable and may be matched by scripts; `message` is one
 * sentence that says what is wrong and what to do; `detail` never holds a secret.
 */
export class HighwaterError extends Error {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'HighwaterError';
  }
}

/** A broken promise inside the program: never the user's fault, always a bug. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new HighwaterError('INTERNAL_ASSERTION', 'internal', `Broken: ${what}.`);
}

/** The sentence of any thrown value, for logs and findings. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
