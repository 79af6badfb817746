import { UnsupportedMediaTypeException } from '@nestjs/common';
import { z } from 'zod';
import { EMAIL_CHARACTERS_MAX } from '../../domain/account.js';
import { HighwaterError } from '../../domain/errors.js';

/** More than any password that can be set, in whatever composition it is sent. */
const PASSWORD_UNITS_MAX = 1024;

export const credentials = z.strictObject({
  // A NUL is no text to PostgreSQL, and no control character is in any address.
  email: z
    .string()
    .min(1)
    .max(EMAIL_CHARACTERS_MAX)
    .regex(/^\P{Cc}*$/u)
    .describe('In any case.'),
  password: z.string().min(1).max(PASSWORD_UNITS_MAX),
});
export type Credentials = z.output<typeof credentials>;

const ACCEPTS: Readonly<Record<string, string>> = {
  email: `a text of 1 to ${String(EMAIL_CHARACTERS_MAX)} characters`,
  password: `a text of 1 to ${String(PASSWORD_UNITS_MAX)} characters`,
};

const JSON_TYPE = /^application\/json *(;|$)/i;

/**
 * Reads what was posted. What was given for a field is never repeated: it may be a password.
 *
 * @throws HighwaterError INVALID_BODY, naming each field that is wrong
 * @throws UnsupportedMediaTypeException for anything but JSON
 */
export function readCredentials(body: unknown, contentType: string | undefined): Credentials {
  if (!JSON_TYPE.test(contentType ?? '')) throw new UnsupportedMediaTypeException();
  const result = credentials.safeParse(body);
  if (result.success) return result.data;
  const known = result.error.issues.flatMap(({ path: [field] }) =>
    field === 'email' || field === 'password' ? [field] : [],
  );
  const errors = [...new Set(known)].map((field) => ({
    field,
    problem: 'is missing, or is no such text',
    accepts: ACCEPTS[field] ?? '',
  }));
  const named = errors.length === 0 ? '' : ` Wrong: ${errors.map((it) => it.field).join(', ')}.`;
  throw new HighwaterError(
    'INVALID_BODY',
    'usage',
    `The body must be {"email": "…", "password": "…"} and nothing else.${named}`,
    { errors },
  );
}
