import { z } from 'zod';
import { MARKETS } from '../../analytics/frames/upDownMarkets.js';
import { BASES } from '../../analytics/metrics/annualisation.js';
import { MISSING_REASONS } from '../../analytics/metrics/figure.js';
import { listed, metaSchema } from '../http/meta.js';

export const marketRow = z
  .object({
    market: z.enum(MARKETS).describe('up: the benchmark rose; down: it fell; all: every period.'),
    periods: z.int(),
    meanReturn: z.number().nullable().describe('Per period.'),
    benchmarkMeanReturn: z.number().nullable(),
    totalReturn: z.number().nullable().describe('Compounded over these periods alone.'),
    benchmarkTotalReturn: z.number().nullable(),
    capture: z.number().nullable().describe("The mean return over the benchmark's."),
    winRate: z.number().nullable().describe('Share of the periods with a gain.'),
    battingAverage: z.number().nullable().describe('Share of the periods that beat the benchmark.'),
    beta: z.number().nullable().describe('Of these periods alone.'),
  })
  .meta({ id: 'MarketRow' });

const marketMeta = metaSchema
  .extend({
    symbol: z.string(),
    benchmark: z.string(),
    basis: z.enum(BASES),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    reason: z.enum(MISSING_REASONS).nullable().describe('Why there are no rows.'),
  })
  .meta({ id: 'MarketMeta' });

export const marketList = listed(marketRow, marketMeta).meta({ id: 'MarketList' });
