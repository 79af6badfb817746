import { z } from 'zod';
import { CONVENTIONS } from '../../analytics/metrics/conventions/variant.js';
import { REPORT_PARTS } from '../../analytics/report/backtestReport.js';
import { STRATEGY_KINDS } from '../../domain/strategy.js';
import { enveloped } from '../http/meta.js';
import { reportShape } from './report.response.js';

/** A portfolio as it was asked for. */
export const definitionShape = {
  weights: z.record(z.string(), z.number()).describe('Fractions by symbol.'),
  strategy: z.enum(STRATEGY_KINDS),
  parameters: z.record(z.string(), z.unknown()).describe("The strategy's, defaults filled in."),
};

/** The sessions that were asked for, and what figures are held against. */
export const termsShape = {
  from: z.iso.date().nullable().describe('Null: the first session that all assets have.'),
  to: z.iso.date(),
  benchmark: z.string(),
  riskFreeRate: z
    .union([z.number(), z.string()])
    .describe('Fraction per year, or the name of a stored series.'),
  convention: z.enum(CONVENTIONS),
};

/** How a simulation was run. */
export const optionsShape = {
  dividends: z.string(),
  shares: z.string(),
  unlisted: z.string(),
  decideOn: z.string(),
  costs: z.record(z.string(), z.unknown()),
};

const request = z
  .object({
    url: z.string().describe('The one spelling of all addresses that ask for the same.'),
    ...definitionShape,
    ...termsShape,
    initialCapital: z.string().describe('A decimal with two places.'),
    flows: z.array(z.record(z.string(), z.unknown())).describe('What was to be paid in or out.'),
    ...optionsShape,
    metrics: z.array(z.string()).nullable().describe('Null: the whole catalogue.'),
    include: z.array(z.enum(REPORT_PARTS)),
  })
  .meta({ id: 'WhatIfRequest' });

export const whatIfAnswer = enveloped(
  z
    .object({
      request: request.describe('What was asked for, every default filled in.'),
      ...reportShape,
    })
    .meta({ id: 'WhatIf' }),
).meta({ id: 'WhatIfAnswer' });
