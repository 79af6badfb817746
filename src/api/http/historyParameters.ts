import type { z } from 'zod';
import type { Range } from '../../analytics/frames/windowSlice.js';
import { BASES } from '../../analytics/metrics/annualisation.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../domain/window.js';
import { choice, contradiction, date, parameter, refuseReversed } from './parameters.js';

/** Parameters that say which part of a history is meant, alike wherever one is asked for. */
export const rangeParameters = {
  window: choice(
    'The window, counted back from the end of the data; not beside from and to.',
    WINDOWS,
    '3y',
  ).optional(),
  from: date(
    'Instead of a window: the base date. The first return is earned after its close.',
  ).optional(),
  to: date('The last session, together with from.').optional(),
  asOf: date('Nothing after this date is looked at.', '2024-12-31').optional(),
};

interface RangeQuery {
  readonly window?: Window | undefined;
  readonly from?: TradingDate | undefined;
  readonly to?: TradingDate | undefined;
  readonly asOf?: TradingDate | undefined;
}

/** Refuses a window beside dates, an end without a beginning, and a reversed range. */
export function refuseContradictoryRange(query: RangeQuery, context: z.core.$RefinementCtx): void {
  refuseReversed(query, context);
  if (query.window !== undefined && (query.from ?? query.to) !== undefined) {
    contradiction(context, 'window', 'is given beside from or to', 'no window with from and to');
  }
  if (query.to !== undefined && query.from === undefined) {
    contradiction(context, 'to', 'is given without from', 'a from beside it, or asOf instead');
  }
}

/**
 * The part of a history that a query means. It ends on `to`, `asOf` or the snapshot's last date,
 * whichever comes first: nothing newer than the snapshot is looked at.
 */
export function rangeOf(
  query: RangeQuery,
  snapshotAsOf: TradingDate,
  windowDefault: Window,
): Range & { readonly to: TradingDate } {
  const ends = [query.to, query.asOf].filter((end) => end !== undefined);
  const to = ends.reduce((first, end) => (end < first ? end : first), snapshotAsOf);
  return query.from === undefined
    ? { window: query.window ?? windowDefault, to }
    : { from: query.from, to };
}

export const basis = choice(
  'The periods that returns are earned over; prices are aggregated to them before anything else.',
  BASES,
  'monthly',
).prefault('daily');

const NAME = /^[\w.^=-]{1,60}$/;

/** An asset or an index, by the name that readers know it by. */
export const benchmarkName = parameter<string>(
  {
    description: "What it is held against; the snapshot's benchmark unless given.",
    accepts: 'the symbol of an asset or the slug of an index, in any case',
    example: 'SPY',
    json: { maxLength: 60 },
  },
  (value) => (NAME.test(value) ? value : undefined),
);

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e-?\d{1,2})?$/i;
const RATE_SERIES = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;

/** A constant rate, or the name of a stored series of rates. */
export const riskFreeRate = parameter<number | string>(
  {
    description: "The risk-free rate; the snapshot's unless given.",
    accepts:
      'a fraction per year above -1 and below 1, 0.02 for two percent, or the name of a stored ' +
      'series of rates',
    example: '0.02',
    json: { maxLength: 20 },
  },
  (value) => {
    if (RATE_SERIES.test(value)) return value.toUpperCase();
    const rate = NUMBER.test(value) ? Number(value) : NaN;
    return rate > -1 && rate < 1 ? rate : undefined;
  },
);
