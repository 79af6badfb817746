import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { AnswerPolicy } from './reading.js';

/** Marks an operation in the document with how it answers; read by openapi/document. */
export const POLICY_EXTENSION = 'x-answer';

interface Description extends Partial<AnswerPolicy> {
  readonly summary: string;
  readonly description?: string;
  readonly response: z.ZodType;
}

/** What a handler answers, for the document and for the server alike. */
export function Answers({
  summary,
  description = '',
  response,
  isTabular = false,
  caching = 'snapshot',
  canonicalUrl,
}: Description): MethodDecorator {
  const policy: AnswerPolicy = { caching, isTabular };
  const own = canonicalUrl === undefined ? {} : { canonicalUrl };
  return applyDecorators(
    RouteConfig({ answer: { ...policy, ...own } }),
    ApiOperation({ summary, description }),
    ApiExtension(POLICY_EXTENSION, policy),
    ApiOkResponse({ description: summary, standardSchema: response }),
  );
}
