import type { FastifyInstance, FastifyRequest, FastifyReply } from 'fastify';
import { HTTP_LIMITS } from './limits.js';
import { problemOf, statusOf } from './problem.js';
import { requestProblem, sendProblem } from './problemFilter.js';

const METHODS = ['GET', 'HEAD'];

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-site',
};

/** What is settled for every request before it is routed to a handler. */
export function guardRequests(fastify: FastifyInstance): void {
  const paths = rememberPaths(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (request.url.length > HTTP_LIMITS.urlCharacters) return refuseLongUrl(request, reply);
    if (!METHODS.includes(request.method)) return refuseMethod(request, reply, paths());
    return undefined;
  });
}

/** Answers an address that the router cannot read, before any hook has seen it. */
export function refuseUnroutable(
  error: { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  void sendProblem(reply, requestProblem(error.statusCode ?? 400, request.url));
}

/** The patterns of all routes that are registered from now on. */
function rememberPaths(fastify: FastifyInstance): () => readonly RegExp[] {
  const patterns = new Map<string, RegExp>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!METHODS.some((it) => method.includes(it)) || url === '*') return;
    const segments = url.split('/').map((segment) => {
      if (segment.startsWith(':')) return '[^/]+';
      return segment === '*' ? '.*' : segment.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
    patterns.set(url, new RegExp(`^${segments.join('/')}$`));
  });
  return () => [...patterns.values()];
}

function refuseLongUrl({ url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, requestProblem(414, url));
}

function refuseMethod(
  { url, method }: FastifyRequest,
  reply: FastifyReply,
  paths: readonly RegExp[],
): FastifyReply {
  const path = url.split('?', 1)[0] ?? '';
  if (!paths.some((pattern) => pattern.test(path))) {
    return sendProblem(reply, requestProblem(404, url));
  }
  const code = 'METHOD_NOT_ALLOWED';
  const detail = `${method} is not answered here: everything is read with GET or HEAD.`;
  void reply.header('allow', METHODS.join(', '));
  return sendProblem(reply, problemOf({ code, status: statusOf(code, 'usage'), detail, url }));
}
