import type { FastifyInstance, FastifyRequest, FastifyReply } from 'fastify';
import { HTTP_LIMITS } from './limits.js';
import { problemOf, statusOf } from './problem.js';
import { requestProblem, sendProblem } from './problemFilter.js';

const READING = ['GET', 'HEAD'];
/** Whose handlers read a body; no route answers any other method. */
const POSTING = ['POST'];

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-site',
};

/** What is settled for every request before it is routed to a handler. */
export function guardRequests(fastify: FastifyInstance): void {
  const methodsOf = rememberPaths(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (request.url.length > HTTP_LIMITS.urlCharacters) return refuseLongUrl(request, reply);
    const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods?.includes(request.method) === true) return undefined;
    // What reads nothing that is there goes on to the router, which answers it with 404.
    if (methods === null && READING.includes(request.method)) return undefined;
    return refuseMethod(request, reply, methods);
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

/** The methods that a path is answered to by the routes registered from now on; null for none. */
function rememberPaths(fastify: FastifyInstance): (path: string) => readonly string[] | null {
  const routes = new Map<string, { pattern: RegExp; methods: readonly string[] }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const isReading = READING.some((it) => method.includes(it));
    const methods = isReading ? READING : POSTING.filter((it) => method.includes(it));
    if (methods.length === 0 || url === '*') return;
    const segments = url.split('/').map((segment) => {
      if (segment.startsWith(':')) return '[^/]+';
      return segment === '*' ? '.*' : segment.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    });
    const pattern = new RegExp(`^${segments.join('/')}$`);
    const known = routes.get(url)?.methods ?? [];
    routes.set(url, { pattern, methods: [...new Set([...known, ...methods])] });
  });
  return (path) => {
    const found = [...routes.values()].filter(({ pattern }) => pattern.test(path));
    return found.length === 0 ? null : found.flatMap(({ methods }) => methods);
  };
}

function refuseLongUrl({ url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, requestProblem(414, url));
}

function refuseMethod(
  { url, method }: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[] | null,
): FastifyReply {
  if (methods === null) return sendProblem(reply, requestProblem(404, url));
  const code = 'METHOD_NOT_ALLOWED';
  const allowed = [...new Set(methods)];
  const detail = `${method} is not answered here: send ${allowed.join(' or ')}.`;
  void reply.header('allow', allowed.join(', '));
  return sendProblem(reply, problemOf({ code, status: statusOf(code, 'usage'), detail, url }));
}
