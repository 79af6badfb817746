import { z } from 'zod';
import { MATRIX_MEASURES } from '../../analytics/frames/matrices.js';
import { BASES } from '../../analytics/metrics/annualisation.js';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { enveloped } from '../http/meta.js';

const missingEntry = z
  .object({ row: z.string(), column: z.string(), reason: z.enum(MISSING_REASONS) })
  .meta({ id: 'MissingEntry' });

export const correlationsAnswer = enveloped(
  z
    .object({
      measure: z.enum(MATRIX_MEASURES),
      basis: z.enum(BASES),
      symbols: z.array(z.string()).describe('Of rows and columns, in their order.'),
      from: z.iso.date().nullable().describe('The end of the first period that all have.'),
      to: z.iso.date().nullable().describe('The end of the last one.'),
      observations: z.int().describe('Periods that all have.'),
      matrix: z.array(z.array(z.number().nullable())),
      missing: z.array(missingEntry).describe('Why entries are null.'),
    })
    .meta({ id: 'Correlations' }),
).meta({ id: 'CorrelationsAnswer' });
