import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { slug as slugRule } from '../../domain/fieldRules.js';

const NAME_SHOWN = 60;

/** The slug in a path, in any case. What cannot be a slug is nobody's: 404. */
export const indexPath = z.object({
  slug: z
    .string()
    .transform((given) => {
      const slug = given.toLowerCase();
      if (!slugRule.accepts(slug)) throw indexNotFound(given);
      return slug;
    })
    .meta({ description: 'The slug of an index, in any case.', example: 'ten-funds' }),
});
export type IndexPath = z.output<typeof indexPath>;

/** @param given what the reader asked for */
export function indexNotFound(given: string): HighwaterError {
  const name = given.replace(/\p{Cc}/gu, '?').slice(0, NAME_SHOWN);
  return new HighwaterError(
    'INDEX_NOT_FOUND',
    'not-found',
    `There is no index "${name}": /v1/indices lists those there are.`,
  );
}
