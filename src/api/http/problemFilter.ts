import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HighwaterError } from '../../domain/errors.js';
import { HTTP_LIMITS } from './limits.js';
import { PROBLEM_TYPE, problemOf, statusOf, type FieldProblem, type Problem } from './problem.js';

const UNAVAILABLE_RETRY_AFTER_S = 30;
/** Node's codes of a broken connection, and PostgreSQL's classes 08 and 57P. */
const CONNECTION_LOST = /^(ECONN|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EHOSTUNREACH$|08\d|57P)/;
const CONNECTION_LOST_SENTENCE = /connection terminated|timeout exceeded when trying to connect/i;
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  404: 'ROUTE_NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

const DETAIL_OF_CODE: Readonly<Record<string, string>> = {
  INVALID_BODY: 'The body cannot be read: send JSON, as /docs says.',
  BODY_TOO_LARGE: `A body holds at most ${String(HTTP_LIMITS.bodyBytes)} bytes.`,
  UNSUPPORTED_MEDIA_TYPE: 'The body must be JSON: send Content-Type: application/json.',
  ROUTE_NOT_FOUND: 'There is nothing at this address: /docs lists what there is.',
  URL_TOO_LONG:
    `An address holds at most ${String(HTTP_LIMITS.urlCharacters)} characters, ` +
    `each part of its path ${String(HTTP_LIMITS.pathParameterCharacters)}.`,
};

/** Answers every error as a problem; what is nobody's business stays in the log, under an id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problem(thrown, request);
    if (reply.sent) return;
    if (problem.status === 503) void reply.header('retry-after', UNAVAILABLE_RETRY_AFTER_S);
    if (problem.status === 401) void reply.header('www-authenticate', challengeOf(problem));
    void sendProblem(reply, problem);
  }

  private problem(thrown: unknown, { url, id, method }: FastifyRequest): Problem {
    if (thrown instanceof HighwaterError && !['internal', 'data'].includes(thrown.kind)) {
      const { code, kind, message, detail } = thrown;
      const errors = detail['errors'] as readonly FieldProblem[] | undefined;
      const status = statusOf(code, kind);
      return problemOf({ code, status, detail: message, url, ...(errors && { errors }) });
    }
    if (thrown instanceof HttpException && thrown.getStatus() < 500) {
      return requestProblem(thrown.getStatus(), url, method);
    }
    if (isConnectionLost(thrown)) {
      this.#logger.error(`${id} ${String(thrown)}`);
      const detail = 'The database does not answer: try again shortly.';
      return problemOf({ code: 'DATABASE_UNAVAILABLE', status: 503, detail, url });
    }
    this.#logger.error(`${id} ${thrown instanceof Error ? String(thrown.stack) : String(thrown)}`);
    const detail = 'Something went wrong here. Report it with the id.';
    return problemOf({ code: 'INTERNAL_ERROR', status: 500, detail, url, id });
  }
}

/** RFC 6750: what to send instead. */
const challengeOf = ({ code }: Problem): string =>
  `Bearer realm="highwater"${code === 'INVALID_BEARER' ? ', error="invalid_token"' : ''}`;

/** The problem of a request that reaches no handler. */
export function requestProblem(status: number, url: string, method = 'GET'): Problem {
  const isBody = status === 400 && method === 'POST';
  const code = isBody ? 'INVALID_BODY' : (CODE_OF_STATUS[status] ?? 'BAD_REQUEST');
  const detail = DETAIL_OF_CODE[code] ?? 'The address cannot be read: check its percent-encoding.';
  return problemOf({ code, status, detail, url });
}

function isConnectionLost(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && CONNECTION_LOST.test(code)) return true;
  return thrown instanceof Error && CONNECTION_LOST_SENTENCE.test(thrown.message);
}

/** Sends a problem; it is kept by no cache. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem));
}
