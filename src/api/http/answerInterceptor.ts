import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { assert } from '../../domain/errors.js';
import type { Answer } from './answer.js';
import { toCsv } from './csv.js';
import { MEDIA_TYPES } from './format.js';
import { metaOf, type Meta } from './meta.js';
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
export class AnswerInterceptor implements NestInterceptor<Answer> {
  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (request.routeOptions.config.answer === undefined) return next.handle();
    return next.handle().pipe(map((answer) => render(answer, request, reply)));
  }
}

function render(answer: Answer, request: FastifyRequest, reply: FastifyReply): unknown {
  const reading = readingOf(request);
  const own = metaOf(reading.publication, reading.nextUpdateAt);
  const meta = { ...own, ...answer.meta };
  setCaching(reply, reading);
  if (reading.format === 'csv') return renderCsv(answer, meta, reply);
  const page = answer.next === undefined ? {} : { page: { next: answer.next } };
  return { data: answer.data, meta, ...page };
}

function renderCsv({ table, next }: Answer, meta: Meta, reply: FastifyReply): string {
  assert(table !== undefined, 'a tabular route gives a table');
  for (const name of Object.keys(META_HEADERS) as (keyof Meta)[]) {
    const value = meta[name];
    if (value !== null && value !== undefined) void reply.header(META_HEADERS[name], value);
  }
  if (next !== null && next !== undefined) void reply.header('x-highwater-next-cursor', next);
  void reply
    .type(`${MEDIA_TYPES.csv}; charset=utf-8; header=present`)
    .header('content-disposition', `attachment; filename="${table.name}.csv"`);
  return toCsv(table);
}
