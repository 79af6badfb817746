import { z } from 'zod';
import { DIFFERENCE_METRICS } from '../../analytics/backtest/comparison/compare.js';
import { enveloped } from '../http/meta.js';
import { backtestNote, metricValues, missingReasons } from '../backtests/report.response.js';
import { definitionShape, optionsShape, termsShape } from '../whatIf/whatIf.response.js';

const request = z
  .object({
    url: z.string().describe('The one spelling of all addresses that ask for the same.'),
    portfolios: z.array(z.object({ label: z.string(), ...definitionShape })),
    ...termsShape,
    ...optionsShape,
    metrics: z.array(z.string()).nullable().describe('Null: the whole catalogue.'),
  })
  .meta({ id: 'ComparisonRequest' });

const year = z
  .object({
    year: z.int(),
    return: z.number().describe('A fraction.'),
    isComplete: z.boolean().describe('Whether the whole year is in the comparison.'),
  })
  .meta({ id: 'ComparedYear' });

const difference = z
  .object({
    metrics: z.object(
      Object.fromEntries(DIFFERENCE_METRICS.map((id) => [id, z.number().nullable()])),
    ),
    missing: missingReasons,
  })
  .meta({ id: 'ComparedDifference' });

const portfolio = z
  .object({
    label: z.string(),
    metrics: metricValues,
    missing: missingReasons,
    years: z.array(year),
    bestYear: year.nullable().describe('Of the complete ones.'),
    worstYear: year.nullable(),
    difference: difference.nullable().describe('With the first as benchmark; null for itself.'),
    notes: z.array(backtestNote),
  })
  .meta({ id: 'ComparedPortfolio' });

const columns = z.record(z.string(), z.array(z.number()));

export const comparisonAnswer = enveloped(
  z
    .object({
      request: request.describe('What was asked for, every default filled in.'),
      from: z.iso.date().describe('The first session that all have.'),
      to: z.iso.date().describe('The last one.'),
      sessions: z.int(),
      portfolios: z.array(portfolio).describe('In the order asked for.'),
      correlations: z
        .array(z.array(z.number().nullable()))
        .describe('Of daily returns, rows and columns in the order of the portfolios.'),
      series: z.object({
        date: z.array(z.iso.date()),
        growth: columns.describe('By label: 1 on the first session.'),
        drawdown: columns.describe('By label: from the highest growth before, 0 to -1.'),
      }),
    })
    .meta({ id: 'Comparison' }),
).meta({ id: 'ComparisonAnswer' });
