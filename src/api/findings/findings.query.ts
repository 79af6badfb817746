import { z } from 'zod';
import { SEVERITIES } from '../../domain/finding.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import {
  choice,
  cursor,
  date,
  format,
  limit,
  refuseReversed,
  symbol,
  text,
} from '../http/parameters.js';

export const findingsQuery = z
  .object({
    symbol: symbol('Only findings about this asset.', 'SPY').optional(),
    code: text('Only findings of this code.', 'bar-restated').optional(),
    severity: choice('Only findings of this severity.', SEVERITIES, 'warning').optional(),
    from: date('The first session told of; leaves out what is about a whole series.').optional(),
    to: date('The last session told of; leaves out what is about a whole series.').optional(),
    limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type FindingsQuery = z.output<typeof findingsQuery>;
