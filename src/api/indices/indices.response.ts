import { z } from 'zod';
import { INDEX_EVENT_KINDS, INDEX_NOTE_KINDS } from '../../domain/indexLedger.js';
import { INDEX_KINDS } from '../../domain/marketIndex.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { StoredComputation, StoredProblem } from '../../store/indexComputations.reader.js';
import type { ListedIndex } from '../../store/indices.reader.js';
import { enveloped, listed, metaSchema } from '../http/meta.js';

const dateOrNull = z.iso.date().nullable();

export const indexRow = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.enum(INDEX_KINDS),
    strategy: z.string().nullable().describe('Slug of the strategy that it follows.'),
    currency: z.string().describe('ISO 4217.'),
    baseDate: z.iso.date(),
    baseValue: z.string().describe('Decimal: the value on the first date.'),
    firstDate: dateOrNull.describe('The first session with a value; null before it is computed.'),
    lastDate: dateOrNull.describe('The newest session with a value.'),
    problem: z
      .string()
      .nullable()
      .describe('Why it could not be computed last; older values stay. Null where it was.'),
  })
  .meta({ id: 'Index' });

const indexNote = z
  .object({
    kind: z.enum(INDEX_NOTE_KINDS),
    date: dateOrNull.describe('Null where it is so from the base date to the end.'),
    until: dateOrNull.describe(
      'The last day that it is true of; null where it is one day, or all.',
    ),
    symbol: z.string().nullable(),
    weightMax: z.number().nullable().describe('The cap that held instead, a fraction.'),
  })
  .meta({ id: 'IndexNote' });

const indexDetail = indexRow
  .extend({
    description: z.string(),
    parameters: z
      .record(z.string(), z.unknown())
      .describe('Those that were given; the others have their defaults.'),
    computedAt: z.iso.datetime().nullable().describe('When it was computed, or tried to, last.'),
    notes: z
      .array(indexNote)
      .describe(
        'What a reader should know: assets held at an old close, left out at a rebalance or ' +
          'without any price, caps that could not be kept. The newest 1,000.',
      ),
  })
  .meta({ id: 'IndexDetail' });

export const indexValueRow = z
  .object({
    date: z.iso.date(),
    value: z.number().describe('Eight decimal places.'),
    return: z.number().nullable().describe('Of the day, a fraction; null on the first.'),
    divisor: z.number().nullable().describe('Market value over it is the value.'),
  })
  .meta({ id: 'IndexValue' });

export const indexAllocationRow = z
  .object({
    date: z.iso.date().describe('The session at whose close it was rebalanced.'),
    symbol: z.string(),
    weight: z.number().describe('Fraction of the index; what weights leave of 1 is cash.'),
    value: z
      .string()
      .describe('Decimal: the part of the market value, in the currency of the index.'),
  })
  .meta({ id: 'IndexAllocation' });

export const indexEventRow = z
  .object({
    date: z.iso
      .date()
      .describe('The close at which holdings change; the session at whose open an action is.'),
    kind: z.enum(INDEX_EVENT_KINDS),
    symbol: z.string().nullable().describe('Null where it is of the whole index.'),
    levelBefore: z.number(),
    levelAfter: z.number().describe('The same as before, but for rounding: nothing moves it.'),
    divisorBefore: z.number(),
    divisorAfter: z.number(),
    detail: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .describe('Units, shares, factors or cash, as the kind has it.'),
  })
  .meta({ id: 'IndexEvent' });

const indexMeta = metaSchema.extend({ index: z.string() }).meta({ id: 'IndexMeta' });
const indexAllocationMeta = metaSchema
  .extend({
    index: z.string(),
    date: dateOrNull
      .optional()
      .describe('Where a date was asked for: the rebalance in force then; null before the first.'),
  })
  .meta({ id: 'IndexAllocationMeta' });

export const indexList = listed(indexRow).meta({ id: 'IndexList' });
export const indexAnswer = enveloped(indexDetail).meta({ id: 'IndexAnswer' });
export const indexValueList = listed(indexValueRow, indexMeta).meta({ id: 'IndexValueList' });
export const indexAllocationList = listed(indexAllocationRow, indexAllocationMeta).meta({
  id: 'IndexAllocationList',
});
export const indexEventList = listed(indexEventRow, indexMeta).meta({ id: 'IndexEventList' });

/** One index as a row. @param asOf nothing newer is told of */
export function indexRowOf(
  index: ListedIndex,
  problem: StoredProblem | null,
  asOf: TradingDate | null,
): z.infer<typeof indexRow> {
  const { slug, name, kind, strategy, currency, baseDate, baseValue, firstDate } = index;
  return {
    slug,
    name,
    kind,
    strategy,
    currency,
    baseDate,
    baseValue,
    firstDate,
    lastDate: index.lastDate === null ? null : earlier(index.lastDate, asOf),
    problem: problem === null ? null : `${problem.message} (${problem.code})`,
  };
}

/** One index with all that is known of its computation, null where it never was computed. */
export function indexDetailOf(
  index: ListedIndex,
  computation: StoredComputation | null,
  asOf: TradingDate | null,
): z.infer<typeof indexDetail> {
  return {
    ...indexRowOf(index, computation?.problem ?? null, asOf),
    description: index.description,
    parameters: index.parameters,
    computedAt: computation?.computedAt ?? null,
    notes: [...(computation?.notes ?? [])],
  };
}

/** The earlier of two dates, of which either may be missing. */
export function earlier(
  a: TradingDate | null | undefined,
  b: TradingDate | null,
): TradingDate | null {
  if (a === null || a === undefined || b === null) return a ?? b;
  return a < b ? a : b;
}
