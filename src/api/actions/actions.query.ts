import { z } from 'zod';
import { date, format, refuseReversed } from '../http/parameters.js';

export const actionsQuery = z
  .object({
    from: date('The first ex-date.', '2024-01-02').optional(),
    to: date('The last ex-date.', '2024-12-31').optional(),
    format,
  })
  .superRefine(refuseReversed);
export type ActionsQuery = z.output<typeof actionsQuery>;
