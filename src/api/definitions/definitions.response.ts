import { z } from 'zod';
import { LIBRARY_NAMES } from '../../analytics/metrics/conventions/variant.js';
import { listed } from '../http/meta.js';

const variant = z
  .object({
    name: z.string().describe("The library's name of it."),
    difference: z.string().describe('What makes its number differ from ours; empty where nothing.'),
    formula: z.string(),
    latex: z.string(),
    sign: z.string(),
    minimumSample: z.int(),
    source: z.string(),
    needs: z.array(z.string()),
  })
  .meta({ id: 'MetricVariant' });

export const definitionRow = z
  .object({
    id: z.string().describe('The name of its field in answers.'),
    name: z.string(),
    family: z.string().describe('return, dispersion, ratio, tail, drawdown or relative.'),
    unit: z.string(),
    formula: z.string(),
    latex: z.string(),
    convention: z.string().describe('Which of the definitions in use it is.'),
    sign: z.string().describe('What its sign means.'),
    minimumSample: z.int().describe('Returns that it takes at least.'),
    source: z.string().describe('Where the formula comes from.'),
    needs: z.array(z.string()).describe('What it takes beside prices: benchmark, riskFree.'),
    conventions: z
      .record(z.enum(LIBRARY_NAMES), variant.nullable())
      .describe('By library: its definition of the same metric, or null where it has none.'),
  })
  .meta({ id: 'MetricDefinition' });

export const definitionList = listed(definitionRow).meta({ id: 'MetricDefinitionList' });
