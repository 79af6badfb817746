import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { DynamicModule, LogLevel, LoggerService } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { PublicationReader } from '../store/publication.reader.js';
import { ApiModule, type ApiOptions } from './api.module.js';
import { authenticateRequests } from './http/authentication.js';
import { tagContents } from './http/contentTags.js';
import { HTTP_LIMITS } from './http/limits.js';
import { PROBLEM_TYPE, problemOf } from './http/problem.js';
import { RATE_LIMITS, type RateLimits } from './http/rateLimits.js';
import { readBeforeHandlers } from './http/reading.js';
import { guardRequests, refuseUnroutable } from './http/serverHooks.js';
import { serveDocument } from './openapi/document.js';

const DEFAULT_LOG_LEVELS: LogLevel[] = ['error', 'warn'];

export interface HttpApplicationOptions extends ApiOptions {
  /** Where errors are told; the framework's own logger unless given, false for silence. */
  readonly logger?: LoggerService | false;
  /** The module to start, which imports the API's; the API alone unless given. */
  readonly root?: DynamicModule;
  /** {@link RATE_LIMITS} unless given. */
  readonly rateLimits?: RateLimits;
  /** Addresses and ranges of proxies whose X-Forwarded-For is believed; none unless given. */
  readonly trustedProxies?: readonly string[];
}

/**
 * The HTTP application, ready to listen: `await application.listen(port, host)`.
 * Closing it leaves the database open.
 */
export async function createHttpApplication(
  options: HttpApplicationOptions,
): Promise<NestFastifyApplication> {
  const publications = new PublicationReader(options.database);
  const adapter = createAdapter(options.trustedProxies ?? []);
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.server.maxConnections = HTTP_LIMITS.connections;
  guardRequests(fastify);
  const { identity, rateLimits: limits = RATE_LIMITS } = options;
  await authenticateRequests(fastify, { identity, limits });
  readBeforeHandlers(fastify, { ...options, publications });
  tagContents(fastify);
  const nestOptions = Object.assign(new NestApplicationContextOptions(), {
    logger: options.logger ?? DEFAULT_LOG_LEVELS,
    abortOnError: false,
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    options.root ?? ApiModule.register(options),
    adapter,
    nestOptions,
  );
  serveDocument(application, publications);
  await application.init();
  await fastify.ready();
  return application;
}

function createAdapter(trustedProxies: readonly string[]): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: HTTP_LIMITS.bodyBytes,
    requestTimeout: HTTP_LIMITS.requestTimeoutMs,
    connectionTimeout: HTTP_LIMITS.idleConnectionTimeoutMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveTimeoutMs,
    maxRequestsPerSocket: HTTP_LIMITS.requestsPerConnection,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: HTTP_LIMITS.headerBytes },
    routerOptions: { maxParamLength: HTTP_LIMITS.pathParameterCharacters },
    genReqId: () => randomUUID(),
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseUnreadable,
  });
}

/** Answers what is no readable HTTP, or too much of it, before there is a request to speak of. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const [status, title] = isTooLong
    ? [431, 'Request Header Fields Too Large']
    : [400, 'Bad Request'];
  const code = isTooLong ? 'HEADERS_TOO_LARGE' : 'BAD_REQUEST';
  const detail = isTooLong
    ? 'The address and headers are too long together.'
    : 'The request cannot be read.';
  const body = JSON.stringify(problemOf({ code, status, detail, url: '' }));
  socket.end(
    `HTTP/1.1 ${String(status)} ${title}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
}
