import { z } from 'zod';
import {
  CALENDAR_PERIODS,
  TABLE_COLUMNS,
  type CalendarPeriod,
} from '../../analytics/frames/calendarReturns.js';
import { listed, metaSchema } from '../http/meta.js';

export const returnRow = z
  .object({
    period: z.string().describe('2024-03, 2024-Q1 or 2024.'),
    from: z.iso.date().describe('The session whose close the return is earned from.'),
    to: z.iso.date().describe('The last session of the period.'),
    return: z.number().describe('Total return, a fraction.'),
    observations: z.int().describe('Daily returns in it.'),
    isComplete: z
      .boolean()
      .describe('Whether it has a base in the period before and no session yet to come.'),
  })
  .meta({ id: 'CalendarReturn' });

const fraction = z.number().nullable().optional();
const monthsAndQuarters = [...TABLE_COLUMNS.month, ...TABLE_COLUMNS.quarter].filter(
  (name) => name !== 'year',
);

const yearRow = z
  .object({
    year: z.int(),
    ...Object.fromEntries(monthsAndQuarters.map((name) => [name, fraction])),
  })
  .meta({ id: 'CalendarYear' });

const by = z.enum(CALENDAR_PERIODS);
const eitherRow = z.union([returnRow, yearRow]);
const returnMeta = metaSchema.extend({ symbol: z.string(), by }).meta({ id: 'CalendarReturnMeta' });
const indexReturnMeta = metaSchema
  .extend({ index: z.string(), by })
  .meta({ id: 'IndexReturnMeta' });

export const returnList = listed(eitherRow, returnMeta).meta({ id: 'CalendarReturnList' });
export const indexReturnList = listed(eitherRow, indexReturnMeta).meta({ id: 'IndexReturnList' });

/** The columns of the table layout. */
export const tableColumns = (period: CalendarPeriod): readonly string[] => TABLE_COLUMNS[period];
