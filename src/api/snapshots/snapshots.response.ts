import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import type { Publication } from '../../store/publication.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { enveloped } from '../http/meta.js';

const snapshotShape = z
  .object({
    id: z.uuid(),
    asOf: z.iso.date(),
    source: z.string(),
    publishedAt: z.iso.datetime(),
    definitions: z.string().describe('The version of the metric definitions.'),
    benchmark: z.string(),
    riskFreeRate: z
      .union([z.number(), z.string()])
      .describe('Fraction per year, or the name of a stored series of rates.'),
    assets: z.int().describe('How many assets have figures in it.'),
  })
  .meta({ id: 'Snapshot' });

export const snapshotAnswer = enveloped(snapshotShape).meta({ id: 'SnapshotAnswer' });

export function snapshotData(snapshot: PublishedSnapshot): z.infer<typeof snapshotShape> {
  const { id, asOf, source, publishedAt, definitions, benchmark, riskFreeRate, assets } = snapshot;
  // The drivers give the time as text.
  return { id, asOf, source, publishedAt, definitions, benchmark, riskFreeRate, assets };
}

/** The snapshot that figures are read from. @throws HighwaterError NO_SNAPSHOT before the first */
export function requireSnapshot({ snapshot }: Publication): PublishedSnapshot {
  if (snapshot !== null) return snapshot;
  throw new HighwaterError(
    'NO_SNAPSHOT',
    'unavailable',
    'Nothing is published yet: run "npx highwater refresh", or wait for the first nightly run.',
  );
}
