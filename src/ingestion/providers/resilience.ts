import {
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  type CircuitBreakerPolicy,
  type IBackoff,
} from 'cockatiel';
import { unlessAborted, waitFor } from './abort.js';
import { ProviderError } from './providerError.js';

export interface ResilienceOptions {
  /** Tries after the first. */
  readonly maxRetries: number;
  /** Backoff before the first retry; it doubles, with decorrelated jitter. */
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  /** Consecutive failed tries after which a host is left alone. */
  readonly breakerThreshold: number;
  /** How long it is left alone before one request may try it. */
  readonly breakerRestMs: number;
  /** How long one request may take, tries and waits together. */
  readonly totalTimeoutMs: number;
}

export const RESILIENCE_DEFAULTS: ResilienceOptions = {
  maxRetries: 3,
  initialBackoffMs: 500,
  maxBackoffMs: 15_000,
  breakerThreshold: 8,
  breakerRestMs: 30_000,
  totalTimeoutMs: 60_000,
};

const retryable = handleWhen((error) => error instanceof ProviderError && error.isRetryable);

/**
 * Retries and a circuit breaker per host. Only retryable ProviderErrors are tried again and
 * counted by the breaker; a Retry-After is kept to; a wait that would outlast the deadline is not
 * begun. The caller's signal ends any try and any wait at once.
 */
export class Resilience {
  private readonly breakers = new Map<string, CircuitBreakerPolicy>();

  constructor(private readonly options: ResilienceOptions) {}

  /**
   * Runs `attempt` until it succeeds.
   * @throws ProviderError the last try's; temporary when the deadline passes or the host rests
   * @throws the signal's reason when the caller aborts
   */
  async run<T>(
    host: string,
    callerSignal: AbortSignal,
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = AbortSignal.timeout(this.options.totalTimeoutMs);
    const signal = AbortSignal.any([callerSignal, deadline]);
    try {
      return await unlessAborted(this.retried(host, signal, attempt), signal);
    } catch (error) {
      if (callerSignal.aborted) throw callerSignal.reason;
      if (isBrokenCircuitError(error)) throw this.restingHost(host);
      if (deadline.aborted && !(error instanceof ProviderError)) throw this.late(host);
      throw error;
    }
  }

  private retried<T>(
    host: string,
    signal: AbortSignal,
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { maxRetries, maxBackoffMs, initialBackoffMs: initialDelay } = this.options;
    const deadlineAt = Date.now() + this.options.totalTimeoutMs;
    const factory = new ExponentialBackoff({ initialDelay, maxDelay: maxBackoffMs });
    let backoff: IBackoff<unknown> | null = null;
    let failure: ProviderError | null = null;
    // cockatiel's own wait cannot be aborted: it waits nothing, and the try itself waits instead.
    const policy = retry(retryable, { maxAttempts: maxRetries, backoff: new ConstantBackoff(0) });
    return policy
      .execute(async () => {
        if (failure !== null) {
          backoff = backoff === null ? factory.next() : backoff.next(undefined);
          const waitMs = Math.max(backoff.duration, failure.retryAfterMs ?? 0);
          if (Date.now() + waitMs >= deadlineAt) throw new Exhausted(failure);
          await waitFor(waitMs, signal);
        }
        try {
          return await this.breakerOf(host).execute(() => attempt(signal), signal);
        } catch (error) {
          if (error instanceof ProviderError) failure = error;
          throw error;
        }
      }, signal)
      .catch((error: unknown) => {
        throw error instanceof Exhausted ? error.failure : error;
      });
  }

  private breakerOf(host: string): CircuitBreakerPolicy {
    const known = this.breakers.get(host);
    if (known !== undefined) return known;
    const breaker = circuitBreaker(retryable, {
      breaker: new ConsecutiveBreaker(this.options.breakerThreshold),
      halfOpenAfter: this.options.breakerRestMs,
    });
    this.breakers.set(host, breaker);
    return breaker;
  }

  private restingHost(host: string): ProviderError {
    return new ProviderError(
      'temporary',
      `${host} failed ${this.options.breakerThreshold} times in a row and is left alone for ` +
        `${this.options.breakerRestMs} ms: try again after that.`,
      this.options.breakerRestMs,
    );
  }

  private late(host: string): ProviderError {
    return new ProviderError(
      'temporary',
      `${host} did not answer within ${this.options.totalTimeoutMs} ms: try again later.`,
    );
  }
}

/** Ends the retries early: there is no time left to wait as long as must be waited. */
class Exhausted extends Error {
  constructor(readonly failure: ProviderError) {
    super(failure.message);
  }
}
