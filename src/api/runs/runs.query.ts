import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { RUN_STATUSES } from '../../store/runs.reader.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { choice, cursor, format, limit } from '../http/parameters.js';

export const runsQuery = z.object({
  status: choice('Only runs that ended so.', RUN_STATUSES, 'completed').optional(),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type RunsQuery = z.output<typeof runsQuery>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const runPath = z.object({
  id: z
    .string()
    .transform((given) => {
      if (!UUID.test(given.toLowerCase())) throw runNotFound();
      return given.toLowerCase();
    })
    .meta({ description: 'The id of a run, as /v1/runs lists it.', format: 'uuid' }),
});
export type RunPath = z.output<typeof runPath>;

export function runNotFound(): HighwaterError {
  return new HighwaterError(
    'RUN_NOT_FOUND',
    'not-found',
    'There is no such run: /v1/runs lists those there are.',
  );
}
