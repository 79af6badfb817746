import { z } from 'zod';
import { BACKTEST_STATUSES } from '../../domain/backtest.js';
import { Dec } from '../../domain/decimals.js';
import type { ListedBacktest } from '../../store/backtests/listing.js';
import type { ListedPortfolio } from '../../store/portfolios.reader.js';
import { ranMeta } from '../backtests/backtests.response.js';
import { figuresAnswer, figureMeta } from '../figures/figures.response.js';
import { enveloped, listed } from '../http/meta.js';

export const holdingRow = z
  .object({
    symbol: z.string(),
    name: z.string().nullable(),
    allocation: z.number().describe('What it is meant to be, a fraction of the portfolio.'),
  })
  .meta({ id: 'Holding' });

export const portfolioRow = z
  .object({
    id: z.uuid(),
    slug: z.string().nullable().describe('Of model portfolios.'),
    name: z.string(),
    description: z.string(),
    isPublic: z.boolean(),
    isOwn: z.boolean().describe('Whether it is the one of who asks.'),
    initialCapital: z.string().describe('Decimal: what a backtest begins with.'),
    benchmark: z.string().nullable().describe('A symbol; null for that of the snapshot.'),
    cash: z.number().describe('What the allocations leave, a fraction of the portfolio.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'PortfolioRow' });

const portfolio = portfolioRow
  .extend({ holdings: z.array(holdingRow).describe('Largest first.') })
  .meta({ id: 'Portfolio' });

const nightlyRun = z
  .object({
    id: z.uuid().describe('Its backtest.'),
    strategy: z.string().nullable(),
    status: z.enum(BACKTEST_STATUSES),
    error: z.string().nullable().describe('Why it failed.'),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'NightlyRun' });

export const portfolioList = listed(portfolio).meta({ id: 'PortfolioList' });
export const portfolioAnswer = enveloped(
  portfolio
    .extend({ nightly: nightlyRun.nullable().describe("The night's newest run; null before one.") })
    .meta({ id: 'PortfolioDetail' }),
).meta({ id: 'PortfolioAnswer' });

export const portfolioFiguresAnswer = z
  .object({
    data: figuresAnswer.shape.data
      .omit({ symbol: true })
      .extend({ portfolio: z.uuid(), strategy: z.string().nullable() })
      .meta({ id: 'PortfolioFigures' }),
    meta: figureMeta
      .extend({ backtest: ranMeta.shape.backtest })
      .meta({ id: 'PortfolioFigureMeta' }),
  })
  .meta({ id: 'PortfolioFiguresAnswer' });

/** A portfolio as it is told: allocations are numbers, and what they leave is cash. */
export function toldPortfolio(stored: ListedPortfolio): z.infer<typeof portfolio> {
  const { holdings, createdAt, updatedAt, ...told } = stored;
  const sum = Dec.sum(0, ...holdings.map(({ allocation }) => allocation));
  return {
    ...told,
    cash: new Dec(1).minus(sum).toNumber(),
    createdAt,
    updatedAt,
    holdings: holdings.map((it) => ({ ...it, allocation: Number(it.allocation) })),
  };
}

/** What the night's newest run came to. */
export function toldNightly(backtest: ListedBacktest): z.infer<typeof nightlyRun> {
  const { id, strategy, status, error, finishedAt } = backtest;
  return { id, strategy, status, error, finishedAt };
}
