import { z } from 'zod';
import { FREQUENCIES } from '../../domain/resample.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { choice, cursor, date, format, limit, refuseReversed } from '../http/parameters.js';

export const ADJUSTMENTS = ['total', 'splits', 'none'] as const;

export const pricesQuery = z
  .object({
    from: date('The first session.', '2024-01-02').optional(),
    to: date('The last session.', '2024-12-31').optional(),
    adjust: choice(
      'What open, high, low and close are adjusted for: splits and distributions, splits, ' +
        'nothing. Volume is divided by later splits unless none.',
      ADJUSTMENTS,
      'total',
    ).prefault('total'),
    frequency: choice('The period of a row.', FREQUENCIES, 'monthly').prefault('daily'),
    limit: limit(ANSWER_LIMITS.pricesDefault, ANSWER_LIMITS.pricesMax),
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type PricesQuery = z.output<typeof pricesQuery>;
