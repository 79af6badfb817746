import { HighwaterError } from '../../domain/errors.js';

/** `temporary` is worth a retry; `throttled` as well, later; the others will not get better. */
export type ProviderFailure = 'temporary' | 'throttled' | 'forbidden' | 'not-found' | 'malformed';

const CODES: Readonly<Record<ProviderFailure, string>> = {
  temporary: 'PROVIDER_UNAVAILABLE',
  throttled: 'PROVIDER_THROTTLED',
  forbidden: 'PROVIDER_FORBIDDEN',
  'not-found': 'PROVIDER_SYMBOL_NOT_FOUND',
  malformed: 'PROVIDER_MALFORMED',
};

/** A provider that did not give what was asked of it. The message holds no key and no cookie. */
export class ProviderError extends HighwaterError {
  constructor(
    readonly failure: ProviderFailure,
    message: string,
    /** How long the provider asked us to stay away, in milliseconds. */
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(CODES[failure], 'unavailable', message, {}, options);
    this.name = 'ProviderError';
  }

  get isRetryable(): boolean {
    return this.failure === 'temporary' || this.failure === 'throttled';
  }
}
