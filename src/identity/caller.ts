import type { KeyScope, SubscriptionTier } from '../domain/account.js';

/** Who a request comes from, once a key or a token has been accepted. */
export interface Caller {
  readonly userId: string;
  readonly email: string;
  readonly username: string;
  readonly tier: SubscriptionTier;
  /** What a key may do; a token reads. */
  readonly scope: KeyScope;
  readonly by: 'key' | 'token';
}

/** Why a bearer is refused; the last two are told only to whoever holds the whole secret. */
export type Refusal = 'unknown' | 'expired' | 'revoked';
