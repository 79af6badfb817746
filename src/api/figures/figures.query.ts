import { z } from 'zod';
import { WINDOWS } from '../../domain/window.js';
import {
  choice,
  contradiction,
  date,
  format,
  parameter,
  refuseReversed,
  symbol,
} from '../http/parameters.js';

export const WINDOW_DEFAULT = '1y';
export const CONVENTIONS = ['highwater'] as const;

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e-?\d{1,2})?$/i;

const riskFreeRate = parameter<number>(
  {
    description: "The risk-free rate; the snapshot's unless given.",
    accepts: 'a fraction per year above -1 and below 1, 0.02 for two percent',
    example: 0.02,
    json: { type: 'number', exclusiveMinimum: true, minimum: -1 },
  },
  (value) => {
    const rate = NUMBER.test(value) ? Number(value) : NaN;
    return rate > -1 && rate < 1 ? rate : undefined;
  },
);

export const figuresQuery = z
  .object({
    window: choice(
      `The window, counted back from the end of the data; ${WINDOW_DEFAULT} unless given.`,
      WINDOWS,
      '3y',
    ).optional(),
    from: date(
      'Instead of a window: the base date. The first return is earned after its close.',
    ).optional(),
    to: date('The last session, together with from.').optional(),
    benchmark: symbol("The benchmark; the snapshot's unless given.", 'SPY').optional(),
    riskFreeRate: riskFreeRate.optional(),
    convention: choice('Whose definitions of the metrics.', CONVENTIONS, 'highwater').prefault(
      'highwater',
    ),
    asOf: date('Figures as they were on this date.', '2024-12-31').optional(),
    detail: choice(
      'Whether each metric comes with its sample size, reason and definition.',
      ['true', 'false'],
      'true',
    ).prefault('false'),
    format,
  })
  .superRefine((query, context) => {
    refuseReversed(query, context);
    if (query.window !== undefined && (query.from ?? query.to) !== undefined) {
      contradiction(context, 'window', 'is given beside from or to', 'no window with from and to');
    }
    if (query.to !== undefined && query.from === undefined) {
      contradiction(context, 'to', 'is given without from', 'a from beside it, or asOf instead');
    }
  });
export type FiguresQuery = z.output<typeof figuresQuery>;
