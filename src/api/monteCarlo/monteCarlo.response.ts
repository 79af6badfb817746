import { z } from 'zod';
import { PERCENTS } from '../../analytics/backtest/monteCarlo/summary.js';
import { enveloped } from '../http/meta.js';
import { backtestNote } from '../backtests/report.response.js';
import { definitionShape, optionsShape, termsShape } from '../whatIf/whatIf.response.js';

const { from, to } = termsShape;

const request = z
  .object({
    url: z.string().describe('The one spelling of all addresses that ask for the same.'),
    ...definitionShape,
    from,
    to,
    ...optionsShape,
    futures: z.record(z.string(), z.unknown()).describe('What was asked of the futures.'),
  })
  .meta({ id: 'MonteCarloRequest' });

const percentiles = z
  .object(Object.fromEntries(PERCENTS.map((percent) => [`p${String(percent)}`, z.number()])))
  .meta({ id: 'Percentiles' });

const share = z
  .object({
    share: z.number().describe('Of all futures.'),
    low: z.number().nullable().describe('Where the true share lies nineteen times in twenty.'),
    high: z.number().nullable(),
  })
  .meta({ id: 'ShareOfFutures' });

const column = z.array(z.number());

export const monteCarloAnswer = enveloped(
  z
    .object({
      request: request.describe('What was asked for, every default filled in.'),
      history: z.object({ from: z.iso.date(), to: z.iso.date() }).describe('What was drawn from.'),
      drawnFrom: z.object({
        observations: z.int().describe('Returns of the history.'),
        blockLength: z.number().nullable().describe('Mean periods in a block of the bootstrap.'),
        meanAnnual: z.number().nullable().describe('Of the distribution.'),
        volatilityAnnual: z.number().nullable(),
      }),
      percentiles: z
        .object({
          years: column.describe('Since the beginning.'),
          ...Object.fromEntries(PERCENTS.map((percent) => [`p${String(percent)}`, column])),
        })
        .describe('Of equity, columns of one length.'),
      terminal: percentiles.describe('Of what is left at the end.'),
      terminalReal: percentiles.describe('In money of the beginning.'),
      maxDrawdown: percentiles.describe('Negative fractions, payments left aside.'),
      cagr: percentiles.describe('Per year, payments left aside.'),
      success: share.describe('Never ruined: every withdrawal paid in full.'),
      loss: share.describe('Less got out than was paid in.'),
      ruinsByYear: z.array(z.int()).describe('How many futures were ruined in each year.'),
      safeWithdrawal: z
        .object({
          probability: z.number(),
          rate: z.number().describe('Per year, a fraction of the initial capital.'),
        })
        .nullable()
        .describe('The most that lasts to the end with this probability.'),
      notes: z.array(backtestNote),
    })
    .meta({ id: 'MonteCarlo' }),
).meta({ id: 'MonteCarloAnswer' });
