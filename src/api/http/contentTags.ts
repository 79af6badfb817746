import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { holdsTag } from './reading.js';

/** Kept, and asked about each time: the answer may change before the next snapshot. */
const ASK_EACH_TIME = 'public, no-cache';
const OK = 200;
const NOT_MODIFIED = 304;

/**
 * Tags answers that change without a new snapshot by their own bytes, and answers 304 where the
 * reader holds these very bytes: no old answer can be taken for a current one. What a signed-in
 * caller is answered is private: it is kept by nobody and has no tag.
 */
export function tagContents(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (request.routeOptions.config.answer?.caching !== 'content') return payload;
    void reply.header('vary', 'Accept, Authorization');
    if (!isPublic(request, reply) || typeof payload !== 'string') return payload;
    const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 32)}"`;
    void reply.header('cache-control', ASK_EACH_TIME).header('etag', etag);
    if (!holdsTag(request.headers['if-none-match'], etag)) return payload;
    void reply.code(NOT_MODIFIED).removeHeader('content-type').removeHeader('content-length');
    return null;
  });
}

const isPublic = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.caller === null && reply.statusCode === OK;
