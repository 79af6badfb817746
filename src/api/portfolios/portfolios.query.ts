import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { slug } from '../../domain/fieldRules.js';
import { DEFAULT_STRATEGY } from '../../store/backtests/nightly.js';
import type { PortfolioScope } from '../../store/portfolios.reader.js';
import { performanceParameters, slugOrId } from '../backtests/backtests.query.js';
import {
  currentFigureParameters,
  refuseContradictoryFigures,
  tellingParameters,
} from '../figures/figures.query.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { choice, cursor, format, limit, refuseReversed } from '../http/parameters.js';

const SCOPES: readonly PortfolioScope[] = ['visible', 'public', 'own'];

export const portfoliosQuery = z.object({
  scope: choice(
    "The public ones, the caller's own, or all that the caller may see.",
    SCOPES,
  ).prefault('visible'),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type PortfoliosQuery = z.output<typeof portfoliosQuery>;

export const portfolioPath = z.object({
  id: z
    .string()
    .transform((given) => {
      const key = given.toLowerCase();
      if (!slug.accepts(key)) throw portfolioNotFound();
      return key;
    })
    .meta({
      description: 'The id of a portfolio, or the slug of a model, as /v1/portfolios lists it.',
      example: 'sixty-forty',
    }),
});
export type PortfolioPath = z.output<typeof portfolioPath>;

const strategy = slugOrId(
  `Which of the night's runs: ${DEFAULT_STRATEGY}, or a strategy that the portfolio's owner follows.`,
  DEFAULT_STRATEGY,
)
  .prefault(DEFAULT_STRATEGY)
  .meta({ default: DEFAULT_STRATEGY });

export const portfolioPerformanceQuery = z
  .object({ strategy, ...performanceParameters })
  .superRefine(refuseReversed);
export type PortfolioPerformanceQuery = z.output<typeof portfolioPerformanceQuery>;

export const portfolioMetricsQuery = z
  .object({ strategy, ...currentFigureParameters, ...tellingParameters })
  .superRefine(refuseContradictoryFigures);
export type PortfolioMetricsQuery = z.output<typeof portfolioMetricsQuery>;

/** The same for a portfolio that is missing and for one that is another's. */
export function portfolioNotFound(): HighwaterError {
  return new HighwaterError(
    'PORTFOLIO_NOT_FOUND',
    'not-found',
    'There is no such portfolio: /v1/portfolios lists those there are.',
  );
}
