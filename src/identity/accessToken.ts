import { createHash } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';

/** A token is refused after this: whoever finds one has little use of it. */
export const TOKEN_LIFETIME_S = 15 * 60;
/** The only algorithm that is signed with and accepted: a token cannot choose another. */
const ALGORITHM = 'HS256';
/** RFC 9068: an access token is no other kind of JWT. */
const TYPE = 'at+jwt';
const ISSUER = 'highwater';
const AUDIENCE = 'highwater-api';
/** The claim that ties a token to the password that it was given for. */
const CREDENTIAL_CLAIM = 'cred';
const TOKEN_CHARACTERS_MAX = 1024;

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What a token in force says. */
export interface TokenClaims {
  readonly userId: string;
  /** Compare with {@link credentialOf}: another password since ends the token. */
  readonly credential: string;
}

/** Names a stored password hash without telling it. */
export function credentialOf(passwordHash: string): string {
  return createHash('sha256').update(`highwater token ${passwordHash}`).digest('base64url');
}

/**
 * A signed JWT (RFC 9068 in form) for a user.
 * @param secret at least 32 bytes
 */
export async function issueToken(
  secret: Uint8Array,
  user: { readonly id: string; readonly passwordHash: string },
  now: Date,
): Promise<AccessToken> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const token = await new SignJWT({ [CREDENTIAL_CLAIM]: credentialOf(user.passwordHash) })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(user.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_LIFETIME_S)
    .sign(secret);
  return { token, expiresAt: new Date((issuedAt + TOKEN_LIFETIME_S) * 1000) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads a token: signature, algorithm, type, issuer, audience, subject and both times must be
 * right.
 * @returns its claims; `expired` where time alone is against it; null for anything else
 */
export async function readToken(
  secret: Uint8Array,
  token: string,
  now: Date,
): Promise<TokenClaims | 'expired' | null> {
  if (token.length > TOKEN_CHARACTERS_MAX) return null;
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: now,
      maxTokenAge: TOKEN_LIFETIME_S,
      requiredClaims: ['sub', 'exp', 'iat', CREDENTIAL_CLAIM],
    });
    const { sub, [CREDENTIAL_CLAIM]: credential } = payload;
    if (typeof sub !== 'string' || !UUID.test(sub) || typeof credential !== 'string') return null;
    return { userId: sub, credential };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
