import { z } from 'zod';
import {
  histogramFrame,
  QUANTILES_PERCENT,
  type Distribution,
} from '../../analytics/frames/distribution.js';
import { BASES, type Basis } from '../../analytics/metrics/annualisation.js';
import { MISSING_REASONS, type MissingReason } from '../../analytics/metrics/figure.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { columnsOf, type Answer } from '../http/answer.js';
import { enveloped } from '../http/meta.js';

const bin = z
  .object({
    from: z.number(),
    to: z.number().describe('Not in the bin, but in the last one.'),
    count: z.int(),
    share: z.number(),
    cumulative: z.number().describe('The share of returns up to the end of the bin.'),
  })
  .meta({ id: 'HistogramBin' });

const reason = z.enum(MISSING_REASONS).nullable();

export const distributionAnswer = enveloped(
  z
    .object({
      symbol: z.string(),
      from: z.iso.date().nullable().describe('The base date.'),
      to: z.iso.date().nullable(),
      basis: z.enum(BASES),
      observations: z.int(),
      reason: reason.describe('Why there is no distribution.'),
      mean: z.number().nullable().describe('Per period.'),
      standardDeviation: z.number().nullable().describe('Per period, of the sample.'),
      least: z.number().nullable(),
      greatest: z.number().nullable(),
      quantiles: z.record(z.string(), z.number()).describe('By percent; type 7.'),
      normality: z
        .object({
          jarqueBera: z.number().nullable(),
          pValue: z.number().nullable().describe('Small where returns are not normal.'),
          reason,
        })
        .describe('The test of Jarque and Bera.'),
      histogram: z.array(bin),
    })
    .meta({ id: 'Distribution' }),
).meta({ id: 'DistributionAnswer' });

interface Head {
  readonly symbol: string;
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly basis: Basis;
}

/** The answer of a distribution: as CSV its histogram. */
export function answerOf(head: Head, found: Distribution | MissingReason): Answer {
  const name = `${head.symbol}-distribution`;
  const columns = columnsOf(bin);
  if (typeof found === 'string') {
    const none = { mean: null, standardDeviation: null, least: null, greatest: null };
    const normality = { jarqueBera: null, pValue: null, reason: found };
    const nothing = { ...none, quantiles: {}, normality, histogram: [] };
    const data = { ...head, observations: 0, reason: found, ...nothing };
    return { data, table: { name, columns, rows: [] } };
  }
  const { normality, histogram, quantiles, ...facts } = found;
  const rows = histogramFrame(histogram).objects();
  const data = {
    ...head,
    ...facts,
    reason: null,
    quantiles: Object.fromEntries(QUANTILES_PERCENT.map((p, i) => [String(p), quantiles[i]])),
    normality:
      typeof normality === 'string'
        ? { jarqueBera: null, pValue: null, reason: normality }
        : { jarqueBera: normality.statistic, pValue: normality.pValue, reason: null },
    histogram: rows,
  };
  return { data, table: { name, columns, rows } };
}
