import { z } from 'zod';
import { INDEX_EVENT_KINDS } from '../../domain/indexLedger.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import {
  choice,
  contradiction,
  cursor,
  date,
  format,
  limit,
  refuseReversed,
  symbol,
} from '../http/parameters.js';

const rows = limit(ANSWER_LIMITS.pricesDefault, ANSWER_LIMITS.pricesMax);

export const indexValuesQuery = z
  .object({
    from: date('The first session.', '2024-01-02').optional(),
    to: date('The last session.', '2024-12-31').optional(),
    limit: rows,
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type IndexValuesQuery = z.output<typeof indexValuesQuery>;

export const indexAllocationsQuery = z
  .object({
    date: date(
      'What was held on this date: the allocations of the rebalance that was in force. The ' +
        'newest one unless from or to is given.',
      '2024-12-31',
    ).optional(),
    from: date('Instead of a date: rebalances on or after it.', '2024-01-02').optional(),
    to: date('Rebalances on or before it.', '2024-12-31').optional(),
    limit: rows,
    cursor,
    format,
  })
  .superRefine((query, context) => {
    refuseReversed(query, context);
    if (query.date === undefined) return;
    const isRange = (query.from ?? query.to ?? query.cursor) !== undefined;
    if (isRange) contradiction(context, 'date', 'is given beside from or to', 'no from or to');
  });
export type IndexAllocationsQuery = z.output<typeof indexAllocationsQuery>;

export const indexEventsQuery = z
  .object({
    from: date('Events on or after it.', '2024-01-02').optional(),
    to: date('Events on or before it.', '2024-12-31').optional(),
    kind: choice('Only events of this kind.', INDEX_EVENT_KINDS, 'rebalance').optional(),
    symbol: symbol('Only events of this asset.', 'SPY').optional(),
    limit: rows,
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type IndexEventsQuery = z.output<typeof indexEventsQuery>;
