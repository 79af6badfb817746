import { z } from 'zod';
import { CALENDAR_PERIODS } from '../../analytics/frames/calendarReturns.js';
import { choice, date, format, refuseReversed } from '../http/parameters.js';

const LAYOUTS = ['rows', 'table'] as const;

export const returnsQuery = z
  .object({
    by: choice('The calendar period of a return.', CALENDAR_PERIODS, 'year').prefault('month'),
    layout: choice(
      'rows: one per period, with its dates; table: one per year, a column per month or quarter.',
      LAYOUTS,
      'table',
    ).prefault('rows'),
    from: date('Periods that hold a session on or after this date.', '2020-01-01').optional(),
    to: date('Closes after this date are not looked at.', '2024-12-31').optional(),
    format,
  })
  .superRefine(refuseReversed);
export type ReturnsQuery = z.output<typeof returnsQuery>;
