import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { slug } from '../../domain/fieldRules.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { choice, cursor, format, limit } from '../http/parameters.js';

export const strategiesQuery = z.object({
  followed: choice('Whether only those are listed that the caller follows.', [
    'true',
    'false',
  ]).prefault('false'),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type StrategiesQuery = z.output<typeof strategiesQuery>;

export const versionsQuery = z.object({
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type VersionsQuery = z.output<typeof versionsQuery>;

export const strategyPath = z.object({
  slug: z
    .string()
    .transform((given) => {
      const name = given.toLowerCase();
      if (!slug.accepts(name)) throw strategyNotFound();
      return name;
    })
    .meta({
      description: 'The slug of a strategy, or its id, as /v1/strategies lists it.',
      example: 'rebalance',
    }),
});
export type StrategyPath = z.output<typeof strategyPath>;

/** The same for a strategy that is missing and for one that is another's. */
export function strategyNotFound(): HighwaterError {
  return new HighwaterError(
    'STRATEGY_NOT_FOUND',
    'not-found',
    'There is no such strategy: /v1/strategies lists those there are.',
  );
}
