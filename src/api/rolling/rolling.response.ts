import { z } from 'zod';
import { BASES } from '../../analytics/metrics/annualisation.js';
import { METRIC_IDS, metricOf } from '../../analytics/metrics/registry.js';
import { listed, metaSchema } from '../http/meta.js';

const metricFields = Object.fromEntries(
  METRIC_IDS.map((id) => [id, z.number().nullable().optional().describe(metricOf(id).name)]),
);

const rollingRow = z
  .object({ date: z.iso.date().describe('The last day of the window.'), ...metricFields })
  .meta({ id: 'RollingRow' });

const terms = {
  lookback: z.int().describe('Returns in a window.'),
  basis: z.enum(BASES),
  benchmark: z.string(),
  riskFreeRate: z.union([z.number(), z.string()]),
};
const rollingMeta = metaSchema.extend({ symbol: z.string(), ...terms }).meta({ id: 'RollingMeta' });
const indexRollingMeta = metaSchema
  .extend({ index: z.string(), ...terms })
  .meta({ id: 'IndexRollingMeta' });

export const rollingList = listed(rollingRow, rollingMeta).meta({ id: 'RollingList' });
export const indexRollingList = listed(rollingRow, indexRollingMeta).meta({
  id: 'IndexRollingList',
});
