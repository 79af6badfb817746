import {
  UseGuards,
  applyDecorators,
  createParamDecorator,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EMAIL_CHARACTERS_MAX, emailIdentity } from '../../domain/account.js';
import { HighwaterError } from '../../domain/errors.js';
import type { Caller, Refusal } from '../../identity/caller.js';
import type { Identity } from '../../identity/identity.js';
import { createRateLimiter, refuseExceeded, showCount, type RateLimiter } from './rateLimiter.js';
import type { RateLimits } from './rateLimits.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes passwords, and so guesses. */
    takesPasswords?: boolean;
  }
  interface FastifyRequest {
    /** Whom the request's key or token stands for; null without one. */
    caller: Caller | null;
  }
}

/** The name of the security scheme in the document. */
export const BEARER_SCHEME = 'bearer';

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
/** An orchestrator's probes ask often, and must be answered while the database is away. */
const PROBES = /^\/health\//;

/**
 * Finds out who asks, before any handler: nobody where there is no Authorization header, else the
 * user of its key or token. What is not in force is refused and never taken for nobody. Then
 * counts the request.
 */
export async function authenticateRequests(
  fastify: FastifyInstance,
  { identity, limits }: { readonly identity: Identity; readonly limits: RateLimits },
): Promise<void> {
  const limiter = await createRateLimiter(fastify, limits, accountTried);
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', async (request, reply) => {
    if (PROBES.test(request.url)) return;
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const refused = await limiter.refusedBearersOfAddress(request, false);
      refuseExceeded(reply, refused, 'keys or tokens of this address were refused');
      request.caller = await callerOf(authorization, request, identity, limiter);
    }
    if (limiter.requests === null) return;
    const count = await limiter.requests(request);
    refuseExceeded(reply, count, 'requests');
    showCount(reply, count);
  });
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.takesPasswords !== true) return;
    const ofAddress = await limiter.passwordsOfAddress(request);
    refuseExceeded(reply, ofAddress, 'passwords were tried from this address');
    const ofAccount = await limiter.passwordsOfAccount(request);
    refuseExceeded(reply, ofAccount, 'passwords were tried for this account');
  });
}

async function callerOf(
  authorization: string,
  request: FastifyRequest,
  identity: Identity,
  limiter: RateLimiter,
): Promise<Caller> {
  const bearer = BEARER.exec(authorization)?.[1];
  const caller = bearer === undefined ? 'unknown' : await identity.callerOf(bearer);
  if (typeof caller !== 'string') return caller;
  await limiter.refusedBearersOfAddress(request);
  throw new HighwaterError('INVALID_BEARER', 'usage', REFUSALS[caller]);
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  unknown:
    'The Authorization header holds no key or token in force: send "Bearer", a blank, and an ' +
    'API key or a token of POST /v1/tokens, or leave the header out.',
  expired: 'The key or token has expired: get a new one.',
  revoked: 'The key or token was revoked: get a new one.',
};

/** Who a password is tried for, told apart whether or not there is such an account. */
function accountTried({ body }: FastifyRequest): string {
  const email = (body as { email?: unknown } | null | undefined)?.email;
  const identity = typeof email === 'string' ? emailIdentity(email) : '';
  return `account ${identity.slice(0, EMAIL_CHARACTERS_MAX)}`;
}

class SignedInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<FastifyRequest>().caller !== null) return true;
    throw notSignedIn();
  }
}

/** The error of what only somebody in particular can be answered. */
export function notSignedIn(): HighwaterError {
  return new HighwaterError(
    'NOT_SIGNED_IN',
    'usage',
    'This is answered to signed-in users alone: send an API key or a token as bearer.',
  );
}

/** Of a handler that answers nobody in particular with 401. Its answers are private. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  applyDecorators(UseGuards(new SignedInGuard()), ApiBearerAuth(BEARER_SCHEME));

/** The caller as a parameter of a handler: null for nobody, which {@link SignedIn} rules out. */
export const CurrentCaller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller | null =>
    context.switchToHttp().getRequest<FastifyRequest>().caller,
);

/** The caller's id as a parameter of a handler that answers everybody; null for nobody. */
export const ReaderId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | null =>
    context.switchToHttp().getRequest<FastifyRequest>().caller?.userId ?? null,
);
