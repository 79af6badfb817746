import { z } from 'zod';
import { METRICS } from '../../analytics/metrics/registry.js';
import { WINDOWS } from '../../domain/window.js';
import { listed } from '../http/meta.js';
import { SHOWN_FIELDS } from './screener.query.js';

const metricFields = Object.fromEntries(
  METRICS.map(({ id, name }) => [id, z.number().nullable().optional().describe(name)]),
);
const FACTS_IN_NUMBERS: readonly string[] = ['expenseRatio', 'dividendYield'];
const factFields = Object.fromEntries(
  SHOWN_FIELDS.filter((field) => !(field in metricFields)).map((field) => [
    field,
    (FACTS_IN_NUMBERS.includes(field) ? z.number() : z.string()).nullable().optional(),
  ]),
);

/** In every row, whatever fields are asked for. */
export const screenHead = z.object({
  symbol: z.string(),
  name: z.string().nullable(),
  window: z.enum(WINDOWS),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  observations: z.int(),
});

export const screenerList = listed(
  screenHead.extend({ ...metricFields, ...factFields }).meta({ id: 'ScreenRow' }),
).meta({ id: 'ScreenList' });
