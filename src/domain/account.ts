import { HighwaterError } from './errors.js';
import {
  fieldRefused,
  oneOf,
  requireFields,
  text as lineOf,
  type FieldRule,
} from './fieldRules.js';

/** The rules of what an account is made of: who signs in, under which name, with what. */

export const EMAIL_CHARACTERS_MAX = 254;
const LOCAL_PART_CHARACTERS_MAX = 64;
export const PASSWORD_CHARACTERS = { min: 12, max: 128 } as const;
/** A password of fewer different characters is a pattern. */
const PASSWORD_DISTINCT_MIN = 5;

export const SUBSCRIPTION_TIERS = ['free', 'pro', 'enterprise'] as const;
export type SubscriptionTier = (typeof SUBSCRIPTION_TIERS)[number];
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i;
const USERNAME_FORM = /^[A-Za-z0-9][A-Za-z0-9_.-]{1,49}$/;

const EMAIL: FieldRule = {
  limit: `an address such as ann@example.com, ${EMAIL_CHARACTERS_MAX} characters at most`,
  accepts: (value) => typeof value === 'string' && isEmail(value),
};
const USERNAME: FieldRule = {
  limit: '2 to 50 letters, digits and "_.-", beginning with a letter or digit',
  accepts: (value) => typeof value === 'string' && USERNAME_FORM.test(value),
};
const KEY_RULES = { name: lineOf(1, 100), scope: oneOf(KEY_SCOPES) };

function isEmail(email: string): boolean {
  const at = email.lastIndexOf('@');
  return (
    email.length <= EMAIL_CHARACTERS_MAX &&
    at > 0 &&
    at <= LOCAL_PART_CHARACTERS_MAX &&
    LOCAL_PART.test(email.slice(0, at)) &&
    DOMAIN.test(email.slice(at + 1))
  );
}

/**
 * An email address without blanks around it, its case kept: two that differ in case alone are one
 * account. ASCII only, so that no two addresses look alike; a domain in other letters is written
 * as punycode (RFC 5321's dot-string, without quoted local parts and address literals).
 *
 * @throws HighwaterError FIELD_REFUSED
 */
export function parseEmail(text: string): string {
  const email = text.trim();
  if (!EMAIL.accepts(email)) throw fieldRefused('user', 'email', text, EMAIL);
  return email;
}

/** What tells accounts apart: the address without regard to case. */
export function emailIdentity(email: string): string {
  return email.trim().toLowerCase();
}

/** Holds what a user is called and subscribes to to its rules. @throws HighwaterError FIELD_REFUSED */
export function requireAccount(account: {
  readonly email: string;
  readonly username: string;
  readonly tier: string;
}): void {
  const rules = { email: EMAIL, username: USERNAME, tier: oneOf(SUBSCRIPTION_TIERS) };
  requireFields('user', rules, account);
}

/** Holds a key's name and scope to their rules. @throws HighwaterError FIELD_REFUSED */
export function requireKey(key: { readonly name: string; readonly scope: string }): void {
  requireFields('key', KEY_RULES, key);
}

/** The one form that a password is hashed in, however a keyboard composed it (Unicode NFKC). */
export function normalizePassword(text: string): string {
  return text.normalize('NFKC');
}

/**
 * A new password in the form that is hashed. Length is counted in code points of that form.
 *
 * @param owner of whom a password must not be the email, its name part, or the username
 * @throws HighwaterError PASSWORD_REFUSED, which never holds the password
 */
export function parseNewPassword(
  text: string,
  owner: { readonly email: string; readonly username: string },
): string {
  const password = normalizePassword(text);
  const { min, max } = PASSWORD_CHARACTERS;
  const characters = Array.from(password);
  if (characters.length < min || characters.length > max) {
    throw passwordRefused(`it has ${characters.length} characters and needs ${min} to ${max}`);
  }
  if (/\p{Cc}/u.test(password)) throw passwordRefused('it holds a control character');
  if (new Set(characters).size < PASSWORD_DISTINCT_MIN) {
    throw passwordRefused(`it needs ${PASSWORD_DISTINCT_MIN} different characters`);
  }
  const lowered = password.toLowerCase();
  const email = emailIdentity(owner.email);
  const names = [email, email.slice(0, email.lastIndexOf('@')), owner.username.toLowerCase()];
  if (names.includes(lowered)) throw passwordRefused('it is the name of its account');
  if (COMMON_PASSWORDS.has(lowered)) throw passwordRefused('it is one of the most common');
  return password;
}

/** Those of twelve characters and more that guessing begins with, in small letters. */
const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  '123456789012',
  '1234567890123',
  '123456789abc',
  '1234567890qwerty',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'abcdefghijkl',
  'abcdefghijklmnop',
  'administrator',
  'administrator1',
  'changemechangeme',
  'changeme1234',
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'football1234',
  'highwater123',
  'highwater1234',
  'highwaterhighwater',
  'iloveyou1234',
  'letmein12345',
  'letmeinletmein',
  'letmeinplease',
  'mypassword123',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'p@ssw0rd1234',
  'qazwsxedcrfv',
  'qwerty123456',
  'qwerty1234567',
  'qwertyqwerty',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiop[]',
  'qwertyuiopasdfgh',
  'superman1234',
  'trustno1trustno1',
  'welcome12345',
  'zxcvbnm12345',
]);

function passwordRefused(why: string): HighwaterError {
  const { min, max } = PASSWORD_CHARACTERS;
  return new HighwaterError(
    'PASSWORD_REFUSED',
    'usage',
    `The password is refused: ${why}. A sentence of your own is good.`,
    { field: 'password', accepts: `${min} to ${max} characters that are not easily guessed` },
  );
}
