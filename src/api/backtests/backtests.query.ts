import { z } from 'zod';
import { BACKTEST_STATUSES } from '../../domain/backtest.js';
import { slug, uuid } from '../../domain/fieldRules.js';
import { metricList } from '../figures/metricList.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import {
  choice,
  cursor,
  date,
  format,
  limit,
  parameter,
  refuseReversed,
} from '../http/parameters.js';
import { backtestNotFound } from './completed.js';

/** An id or a slug, in any case. */
export const slugOrId = (description: string, example: string) =>
  parameter<string>(
    { description, accepts: 'a slug or an id', example, json: { maxLength: 60 } },
    (value) => (slug.accepts(value.toLowerCase()) ? value.toLowerCase() : undefined),
  );

export const backtestsQuery = z.object({
  portfolio: slugOrId('Only those of this portfolio.', 'sixty-forty').optional(),
  strategy: slugOrId('Only those by this strategy.', 'rebalance').optional(),
  status: choice('Only those of this status.', BACKTEST_STATUSES, 'completed').optional(),
  nightly: choice('Only those that the night ran, or only those that somebody asked for.', [
    'true',
    'false',
  ]).optional(),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type BacktestsQuery = z.output<typeof backtestsQuery>;

export const backtestPath = z.object({
  id: z
    .string()
    .transform((given) => {
      const id = given.toLowerCase();
      if (!uuid.accepts(id)) throw backtestNotFound();
      return id;
    })
    .meta({ description: 'The id of a backtest, as /v1/backtests lists it.', format: 'uuid' }),
});
export type BacktestPath = z.output<typeof backtestPath>;

const range = {
  from: date('The first day.', '2024-01-02').optional(),
  to: date('The last day.', '2024-12-31').optional(),
};

export const performanceParameters = {
  ...range,
  limit: limit(ANSWER_LIMITS.pricesDefault, ANSWER_LIMITS.pricesMax),
  cursor,
  format,
};

export const performanceQuery = z.object(performanceParameters).superRefine(refuseReversed);
export type PerformanceQuery = z.output<typeof performanceQuery>;

export const partRowsQuery = z
  .object({
    ...range,
    limit: limit(ANSWER_LIMITS.backtestRowsDefault, ANSWER_LIMITS.backtestRowsMax),
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type PartRowsQuery = z.output<typeof partRowsQuery>;

export const backtestMetricsQuery = z.object({ metrics: metricList.optional(), format });
export type BacktestMetricsQuery = z.output<typeof backtestMetricsQuery>;
