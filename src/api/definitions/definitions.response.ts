import { z } from 'zod';
import { listed } from '../http/meta.js';

export const definitionRow = z
  .object({
    id: z.string().describe('The name of its field in answers.'),
    name: z.string(),
    unit: z.string(),
    formula: z.string(),
    latex: z.string(),
    convention: z.string().describe('Which of the definitions in use it is.'),
    sign: z.string().describe('What its sign means.'),
    minimumSample: z.int().describe('Returns that it takes at least.'),
    source: z.string().describe('Where the formula comes from.'),
    needs: z.array(z.string()).describe('What it takes beside prices: benchmark, riskFree.'),
  })
  .meta({ id: 'MetricDefinition' });

export const definitionList = listed(definitionRow).meta({ id: 'MetricDefinitionList' });
