import { z } from 'zod';
import type { Publication } from '../../store/publication.reader.js';

export const SIMULATED_SOURCE = 'simulated';
export const SIMULATED_NOTICE =
  'These prices are simulated: they are no market data, and no decision may rest on them.';

/** What every answer says of itself. */
export const metaSchema = z
  .object({
    asOf: z.iso.date().nullable().describe('The newest session in the published snapshot.'),
    snapshot: z.uuid().nullable().describe('The published snapshot; null before the first.'),
    source: z.string().nullable().describe('Where prices come from: yahoo, csv, simulated, …'),
    nextUpdateAt: z.iso.datetime().nullable().describe('When the next snapshot is expected.'),
    notice: z
      .string()
      .optional()
      .describe('What must be known of the data, e.g. that it is simulated.'),
  })
  .meta({ id: 'Meta' });
export type Meta = z.infer<typeof metaSchema>;

export function metaOf({ snapshot, source }: Publication, nextUpdateAt: Date | null): Meta {
  return {
    asOf: snapshot?.asOf ?? null,
    snapshot: snapshot?.id ?? null,
    source,
    nextUpdateAt: nextUpdateAt?.toISOString() ?? null,
    ...(source === SIMULATED_SOURCE ? { notice: SIMULATED_NOTICE } : {}),
  };
}

const pageSchema = z
  .object({
    next: z.string().nullable().describe('The cursor of the next page; null on the last.'),
  })
  .meta({ id: 'Page' });

/** The envelope of one thing. */
export const enveloped = <Data extends z.ZodType>(data: Data) =>
  z.object({ data, meta: metaSchema });

/** The envelope of a list. @param meta where more is said than {@link metaSchema} */
export const listed = <Row extends z.ZodType>(row: Row, meta: z.ZodType = metaSchema) =>
  z.object({ data: z.array(row), meta, page: pageSchema });
