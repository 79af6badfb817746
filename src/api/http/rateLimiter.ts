import rateLimit, { normalizeIP, type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HighwaterError } from '../../domain/errors.js';
import { CALLERS_COUNTED_MAX, type RateLimit, type RateLimits } from './rateLimits.js';

/** One count of one caller. */
interface Count {
  readonly max: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
  readonly isExceeded: boolean;
}

/** Counts, or only looks. */
type Counter = (request: FastifyRequest, isCounted?: boolean) => Promise<Count>;

/** The counters of one server. */
export interface RateLimiter {
  readonly requests: Counter | null;
  readonly passwordsOfAddress: Counter;
  readonly passwordsOfAccount: Counter;
  readonly refusedBearersOfAddress: Counter;
}

/** Makes the counters. @param accountOf names the account that a request tries a password for */
export async function createRateLimiter(
  fastify: FastifyInstance,
  limits: RateLimits,
  accountOf: (request: FastifyRequest) => string,
): Promise<RateLimiter> {
  await fastify.register(rateLimit, { global: false });
  const { requests } = limits;
  return {
    requests:
      requests &&
      counter(fastify, (request) => requests[request.caller?.tier ?? 'anonymous'], callerOf),
    passwordsOfAddress: counter(fastify, () => limits.passwordsOfAddress, addressOf),
    passwordsOfAccount: counter(fastify, () => limits.passwordsOfAccount, accountOf),
    refusedBearersOfAddress: counter(fastify, () => limits.refusedBearersOfAddress, addressOf),
  };
}

/** An address; of IPv6 the network that one subscriber is given. */
const addressOf = ({ ip }: FastifyRequest): string => `address ${normalizeIP(ip)}`;
const callerOf = (request: FastifyRequest): string =>
  request.caller === null ? addressOf(request) : `user ${request.caller.userId}`;

function counter(
  fastify: FastifyInstance,
  limitOf: (request: FastifyRequest) => RateLimit,
  keyOf: (request: FastifyRequest) => string,
): Counter {
  const options: RateLimitOptions = {
    max: (request) => limitOf(request).max,
    timeWindow: (request) => limitOf(request).windowMs,
    keyGenerator: keyOf,
    cache: CALLERS_COUNTED_MAX,
  };
  const count = fastify.createRateLimit(options);
  return async (request, isCounted = true) => {
    const { max, windowMs } = limitOf(request);
    const counted = await count(request, { increment: isCounted });
    const windowSeconds = Math.ceil(windowMs / 1000);
    if (counted.isAllowed) {
      return { max, remaining: max, resetSeconds: 0, windowSeconds, isExceeded: false };
    }
    const { remaining, ttlInSeconds: resetSeconds } = counted;
    // Before it is counted, a request is one too many where none remain.
    const isExceeded = isCounted ? counted.isExceeded : remaining === 0;
    return { max, remaining, resetSeconds, windowSeconds, isExceeded };
  };
}

/** Tells a caller what is left. */
export function showCount(reply: FastifyReply, { max, remaining, resetSeconds }: Count): void {
  void reply
    .header('ratelimit-limit', max)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds);
}

/** @param what was asked too often, in the plural @throws HighwaterError RATE_LIMITED */
export function refuseExceeded(reply: FastifyReply, count: Count, what: string): void {
  if (!count.isExceeded) return;
  const { max, windowSeconds } = count;
  const wait = Math.max(1, count.resetSeconds);
  showCount(reply, { ...count, remaining: 0, resetSeconds: wait });
  void reply.header('retry-after', wait);
  throw new HighwaterError(
    'RATE_LIMITED',
    'usage',
    `More than ${max} ${what} in ${windowSeconds} seconds: wait ${wait} seconds.`,
  );
}
