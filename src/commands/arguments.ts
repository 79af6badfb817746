import { HighwaterError } from '../domain/errors.js';
import type { Database } from '../store/database.js';
import { UserStore } from '../store/users.store.js';
import { userUnknown } from '../store/violation.js';

const SHOWN_CHARACTERS = 40;

/** A JSON object that was given as an argument. @throws HighwaterError ARGUMENT_REFUSED */
export function jsonArgument(flag: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject) return value as Record<string, unknown>;
  } catch {
    // Said below, as of what is JSON but no object.
  }
  throw refused(flag, text, 'a JSON object such as {"frequency":"yearly"}');
}

/** A whole number that was given as an argument. @throws HighwaterError ARGUMENT_REFUSED */
export function wholeArgument(
  flag: string,
  text: string | undefined,
  {
    min,
    max,
    otherwise,
  }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw refused(flag, text, `a whole number from ${min} to ${max}`);
}

/** The id of the user with this address. @throws HighwaterError USER_UNKNOWN */
export async function userIdOf(database: Database, email: string): Promise<string> {
  const user = await new UserStore(database).findByEmail(email);
  if (user === null) throw userUnknown();
  return user.id;
}

function refused(flag: string, text: string, accepts: string): HighwaterError {
  const shown = JSON.stringify(text.slice(0, SHOWN_CHARACTERS));
  const message = `${flag} ${shown} is refused: it accepts ${accepts}.`;
  return new HighwaterError('ARGUMENT_REFUSED', 'usage', message, { flag });
}
