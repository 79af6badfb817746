import { z } from 'zod';
import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import { UNITS } from '../../analytics/metrics/metric.js';
import { metricDescriptions, type MetricId } from '../../analytics/metrics/registry.js';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { definitionId } from '../definitions/definitionId.js';
import {
  choiceShape,
  figureDetail,
  figureMeta,
  intervalTelling,
} from '../figures/figures.response.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { HASH_RECIPE, inputRow } from './inputRows.js';

const definition = z
  .object({
    id: z.string().describe('Changes with the definition: sharpe@…, by a library sharpe:ffn@….'),
    name: z
      .string()
      .describe("The metric's name; by a library's convention the name it has there."),
    unit: z.enum(UNITS),
    formula: z.string(),
    latex: z.string(),
    convention: z.string().describe("Which definition it is; of a library's, how it differs."),
    sign: z.string(),
    minimumSample: z.int(),
    source: z.string(),
    needs: z.array(z.string()),
  })
  .meta({ id: 'ExplainedDefinition' });

const sampleFacts = z
  .object({
    periodsPerYear: z.number().describe('P in formulas.'),
    elapsedDays: z.int().describe('Calendar days from the base date to the last.'),
    benchmarkReason: z.enum(MISSING_REASONS).nullable().describe('Why there is no benchmark.'),
    benchmarkReturns: z.int().describe('Returns in periods that the benchmark has too.'),
    riskFreeReason: z.enum(MISSING_REASONS).nullable().describe('Why there is no rate.'),
    riskFreeReturn: z
      .number()
      .nullable()
      .describe('Of every period, where the rate is constant; otherwise the rows have it.'),
  })
  .meta({ id: 'SampleFacts' });

const inputs = z
  .object({
    count: z.int().describe('Rows: one more than there are returns.'),
    sha256: z.string().describe(HASH_RECIPE),
    rows: z
      .array(inputRow)
      .nullable()
      .describe(
        'Every row from the base on, or null where there are more than ' +
          `${String(ANSWER_LIMITS.explainedRowsMax)}: as CSV they come whatever their number.`,
      ),
  })
  .meta({ id: 'FigureInputs' });

const valueShape = figureDetail.omit({ definition: true }).shape;

export const explainAnswer = z
  .object({
    data: z
      .object({
        ...choiceShape,
        metric: z.string(),
        ...valueShape,
        interval: intervalTelling,
        published: figureDetail
          .pick({ value: true, n: true, reason: true, definition: true })
          .nullable()
          .describe(
            'The same figure as the snapshot holds it, where it does: another value means that ' +
              'prices or definitions have changed since it was published.',
          ),
        definition: definition.nullable().describe('Null where the library has no such metric.'),
        code: z
          .object({
            version: z.string().describe('Of the program.'),
            definitions: z.string().describe('Of the metric definitions that it computes by.'),
          })
          .meta({ id: 'CodeVersion' }),
        sample: sampleFacts.nullable().describe('Null without enough history.'),
        inputs: inputs.nullable(),
        intermediates: z
          .record(z.string(), z.unknown())
          .describe('What was computed on the way, by metric and kernel; columns by their ends.'),
      })
      .meta({ id: 'Explanation' }),
    meta: figureMeta,
  })
  .meta({ id: 'ExplainAnswer' });

/** What is told of the definition that a figure was computed by; null where there is none. */
export function definitionOf(
  id: MetricId,
  convention: Convention,
): z.infer<typeof definition> | null {
  const ours = metricDescriptions().find((it) => it.id === id);
  if (ours === undefined) return null;
  const { unit } = ours;
  if (convention === 'highwater') {
    const { name, formula, latex, sign, minimumSample, source } = ours;
    const told = { name, unit, formula, latex, convention: ours.convention, sign };
    return {
      id: definitionId(id, convention),
      ...told,
      minimumSample,
      source,
      needs: [...ours.needs],
    };
  }
  const theirs = ours.conventions[convention];
  if (theirs === null) return null;
  const { name, formula, latex, sign, minimumSample, source, difference, needs } = theirs;
  const told = { name, unit, formula, latex, convention: difference || 'Defined as ours.', sign };
  return { id: definitionId(id, convention), ...told, minimumSample, source, needs: [...needs] };
}
