import { z } from 'zod';
import type { ErrorKind } from '../../domain/errors.js';

export const PROBLEM_TYPE = 'application/problem+json';

const fieldProblem = z
  .object({
    field: z.string().describe('The parameter.'),
    problem: z.string().describe('What is wrong with its value.'),
    accepts: z.string().describe('What it accepts.'),
  })
  .meta({ id: 'FieldProblem' });
export type FieldProblem = z.infer<typeof fieldProblem>;

/** An error as it is answered: RFC 9457, with a stable code. */
export const problemSchema = z
  .object({
    type: z.string().describe('A URN that names the kind of problem.'),
    title: z.string().describe('The kind of problem in words.'),
    status: z.int().describe('The HTTP status.'),
    detail: z.string().describe('What is wrong and what to do.'),
    instance: z.string().describe('The request that it happened on.'),
    code: z.string().describe('Stable: match on this.'),
    errors: z.array(fieldProblem).optional().describe('One entry per parameter that was refused.'),
    id: z.string().optional().describe('Names an internal error in the log of the service.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  usage: 400,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  data: 500,
  internal: 500,
};

/** Codes whose status is another than that of their kind. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  NOT_ACCEPTABLE: 406,
  METHOD_NOT_ALLOWED: 405,
  INVALID_BEARER: 401,
  INVALID_CREDENTIALS: 401,
  NOT_SIGNED_IN: 401,
  RATE_LIMITED: 429,
};

export function statusOf(code: string, kind: ErrorKind): number {
  return STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind];
}

const INSTANCE_CHARACTERS_MAX = 300;

export interface ProblemFacts {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  /** The URL asked for. */
  readonly url: string;
  readonly errors?: readonly FieldProblem[];
  readonly id?: string;
}

/** `ASSET_NOT_FOUND` → the type `urn:highwater:problem:asset-not-found`, the title `Asset not found`. */
export function problemOf({ code, status, detail, url, errors, id }: ProblemFacts): Problem {
  const words = code.toLowerCase().split('_');
  const title = words.join(' ');
  return {
    type: `urn:highwater:problem:${words.join('-')}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status,
    detail,
    instance: url.slice(0, INSTANCE_CHARACTERS_MAX),
    code,
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(id === undefined ? {} : { id }),
  };
}
