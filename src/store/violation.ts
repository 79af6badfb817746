import { HighwaterError } from '../domain/errors.js';

/** SQLSTATE class of violated constraints. */
const INTEGRITY_VIOLATION = '23';

/** The constraint that a statement ran against, or null when it failed for another reason. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('constraint' in error)) return null;
  const { code, constraint } = error;
  const isViolation = typeof code === 'string' && code.startsWith(INTEGRITY_VIOLATION);
  return isViolation && typeof constraint === 'string' ? constraint : null;
}

/**
 * Runs `work`; where the database refuses by one of these constraints, throws the error that says
 * so in the application's words. What is checked before can still be true of another transaction.
 */
export async function explained<T>(
  work: Promise<T>,
  errors: Readonly<Record<string, () => Error>>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const explain = errors[violatedConstraint(error) ?? ''];
    throw explain === undefined ? error : explain();
  }
}

/** The error of a row whose user has gone, or never was. */
export const userUnknown = (): HighwaterError =>
  new HighwaterError('USER_UNKNOWN', 'not-found', 'There is no such user: add the user first.');
