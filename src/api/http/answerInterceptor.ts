import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { assert } from '../../domain/errors.js';
import type { Answer, WrittenAnswer } from './answer.js';
import { toCsv } from './csv.js';
import { MEDIA_TYPES } from './format.js';
import { metaOf, type Meta } from './meta.js';
import { giveBackOnceSent, withAround } from './ownMemory.js';
import { readingOf, setCaching } from './reading.js';

const META_HEADERS: Readonly<Record<keyof Meta, string>> = {
  asOf: 'x-highwater-as-of',
  snapshot: 'x-highwater-snapshot',
  source: 'x-highwater-source',
  nextUpdateAt: 'x-highwater-next-update-at',
  notice: 'x-highwater-notice',
};

/** Puts what a controller gives into its envelope, or into a CSV file. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<Answer | WrittenAnswer> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | WrittenAnswer>,
  ): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (request.routeOptions.config.answer === undefined) return next.handle();
    return next.handle().pipe(map((answer) => render(answer, request, reply)));
  }
}

function render(
  answer: Answer | WrittenAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const reading = readingOf(request);
  const own = metaOf(reading.publication, reading.nextUpdateAt);
  setCaching(reply, reading);
  if ('bytes' in answer) {
    giveBackOnceSent(answer.bytes.buffer, reply.raw);
    if (reading.format === 'csv') return asFile(answer.bytes, answer.name, own, reply);
    return enveloped(answer.bytes, own, reply);
  }
  const meta = { ...own, ...answer.meta };
  if (reading.format === 'csv') return renderCsv(answer, meta, reply);
  const page = answer.next === undefined ? {} : { page: { next: answer.next } };
  return { data: answer.data, meta, ...page };
}

/** The envelope around data that is JSON already: it is neither read nor written again. */
function enveloped(data: Uint8Array<ArrayBuffer>, meta: Meta, reply: FastifyReply): Buffer {
  void reply.type(`${MEDIA_TYPES.json}; charset=utf-8`);
  return withAround(data, '{"data":', `,"meta":${JSON.stringify(meta)}}`);
}

function renderCsv({ table, next }: Answer, meta: Meta, reply: FastifyReply): string {
  assert(table !== undefined, 'a tabular route gives a table');
  if (next !== null && next !== undefined) void reply.header('x-highwater-next-cursor', next);
  return asFile(toCsv(table), table.name, meta, reply);
}

/** What stands in the envelope of JSON stands in headers beside a table. */
function asFile<T extends string | Uint8Array>(
  table: T,
  name: string,
  meta: Meta,
  reply: FastifyReply,
): T {
  for (const field of Object.keys(META_HEADERS) as (keyof Meta)[]) {
    const value = meta[field];
    if (value !== null && value !== undefined) void reply.header(META_HEADERS[field], value);
  }
  void reply
    .type(`${MEDIA_TYPES.csv}; charset=utf-8; header=present`)
    .header('content-disposition', `attachment; filename="${name}.csv"`);
  return table;
}
