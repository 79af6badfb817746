import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { metricDescriptions } from '../../analytics/metrics/registry.js';
import { ENGINE_VERSION } from '../../analytics/report/versions.js';
import { assert } from '../../domain/errors.js';
import type { Publication, PublicationReader } from '../../store/publication.reader.js';
import { FORMATS, negotiate, type Format } from './format.js';
import { MAX_AGE_DEFAULT_S, MAX_AGE_LIMIT_S } from './limits.js';

/**
 * How a route's answers may be kept: as long as their snapshot is published; while their content
 * stays the same, which is asked each time, and not at all where a caller is signed in; or never.
 */
export interface AnswerPolicy {
  readonly caching: 'snapshot' | 'content' | 'none';
  readonly isTabular: boolean;
  /**
   * The one spelling of an address among all that ask for the same, for routes that have one: it is
   * told in a Link header, and the tag follows from it. Refuses what the route does.
   */
  readonly canonicalUrl?: (query: unknown) => string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    answer?: AnswerPolicy;
  }
  interface FastifyRequest {
    reading: Reading | null;
  }
}

/** What an answer is made under: settled before the handler runs. */
export interface Reading {
  readonly publication: Publication;
  readonly nextUpdateAt: Date | null;
  readonly format: Format;
  readonly etag: string | null;
  readonly cacheControl: string;
  /** Null where the route knows no canonical spelling. */
  readonly canonicalUrl: string | null;
}

export interface ReadingSources {
  readonly publications: PublicationReader;
  readonly clock: () => Date;
  readonly nextUpdateAt: () => Date | null;
}

/** What an answer depends on beside its snapshot and address: the shape of answers, the formulas. */
const REPRESENTATION_VERSION = 1;
const BASIS = sha256([REPRESENTATION_VERSION, ENGINE_VERSION, metricDescriptions()]);

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

/** The published snapshot and its source, as a parameter of a handler. */
export const Published = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Publication =>
    readingOf(context.switchToHttp().getRequest<FastifyRequest>()).publication,
);

/** What the answer is made under, as a parameter of a handler. */
export const CurrentReading = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Reading =>
    readingOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The reading of a request whose route has a policy. */
export function readingOf({ reading }: FastifyRequest): Reading {
  assert(reading !== null, 'the route of an answer says how it may be kept');
  return reading;
}

/**
 * Reads the snapshot pointer once for each request, and answers 304 from it alone where the reader
 * holds the current answer.
 */
export function readBeforeHandlers(fastify: FastifyInstance, sources: ReadingSources): void {
  fastify.decorateRequest('reading', null);
  fastify.addHook('preHandler', async (request, reply) => {
    const policy = request.routeOptions.config.answer;
    if (policy === undefined) return;
    const reading = await readingFor(request, policy, sources);
    request.reading = reading;
    if (reading.etag === null || !holdsTag(request.headers['if-none-match'], reading.etag)) return;
    setCaching(reply, reading);
    await reply.code(304).send();
  });
}

async function readingFor(
  request: FastifyRequest,
  policy: AnswerPolicy,
  { publications, clock, nextUpdateAt }: ReadingSources,
): Promise<Reading> {
  const query = request.query as Readonly<Record<string, unknown>>;
  const format = negotiate(
    { format: query['format'], accept: request.headers.accept },
    policy.isTabular ? FORMATS : ['json'],
  );
  const canonicalUrl = policy.canonicalUrl?.(query) ?? null;
  const publication = await publications.current();
  const next = nextUpdateAt();
  const address = canonicalUrl ?? addressOf(request);
  const isKept = policy.caching === 'snapshot' && publication.snapshot !== null;
  return {
    publication,
    nextUpdateAt: next,
    format,
    etag: isKept ? etagOf([publication.snapshot.id, address, format, next]) : null,
    cacheControl: isKept ? `public, max-age=${String(maxAge(clock(), next))}` : 'no-store',
    canonicalUrl,
  };
}

/** A strong tag: equal snapshot, address, format and time of update, equal bytes. */
function etagOf(parts: readonly unknown[]): string {
  return `"${sha256([BASIS, ...parts]).slice(0, 32)}"`;
}

/** An address without its order, its case and its format. */
function addressOf(request: FastifyRequest): unknown {
  const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '').toUpperCase();
  const query = Object.entries(request.query as Readonly<Record<string, unknown>>)
    .filter(([name]) => name !== 'format')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [path, query];
}

/** Whether the tags of an If-None-Match header hold this one. */
export function holdsTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

function maxAge(now: Date, nextUpdateAt: Date | null): number {
  if (nextUpdateAt === null) return MAX_AGE_DEFAULT_S;
  const seconds = Math.floor((nextUpdateAt.getTime() - now.getTime()) / 1000);
  return seconds <= 0 ? MAX_AGE_DEFAULT_S : Math.min(seconds, MAX_AGE_LIMIT_S);
}

/** The headers that 200 and 304 have in common. */
export function setCaching(
  reply: FastifyReply,
  { etag, cacheControl, canonicalUrl }: Reading,
): void {
  void reply.header('cache-control', cacheControl).header('vary', 'Accept');
  if (etag !== null) void reply.header('etag', etag);
  if (canonicalUrl !== null) void reply.header('link', `<${canonicalUrl}>; rel="canonical"`);
}
