import type { SubscriptionTier } from '../../domain/account.js';

/** So many in so long a time, counted from the first. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;

/** How much one caller may ask. Each process counts for itself. */
export interface RateLimits {
  /** Requests of one address without, or one user with, a key or token; null: not counted. */
  readonly requests: Readonly<Record<'anonymous' | SubscriptionTier, RateLimit>> | null;
  /** Passwords tried from one address, right or wrong. */
  readonly passwordsOfAddress: RateLimit;
  /** Passwords tried for one account from anywhere, right or wrong, whether or not it exists. */
  readonly passwordsOfAccount: RateLimit;
  /** Keys and tokens from one address that were refused. */
  readonly refusedBearersOfAddress: RateLimit;
}

/** Every limit there is on how often something may be asked. */
export const RATE_LIMITS = {
  requests: {
    anonymous: { max: 600, windowMs: MINUTE_MS },
    free: { max: 1_200, windowMs: MINUTE_MS },
    pro: { max: 6_000, windowMs: MINUTE_MS },
    enterprise: { max: 60_000, windowMs: MINUTE_MS },
  },
  passwordsOfAddress: { max: 10, windowMs: MINUTE_MS },
  passwordsOfAccount: { max: 10, windowMs: 15 * MINUTE_MS },
  refusedBearersOfAddress: { max: 30, windowMs: MINUTE_MS },
} as const satisfies RateLimits;

/** Callers that are told apart at once; whoever was away longest is forgotten first. */
export const CALLERS_COUNTED_MAX = 50_000;
