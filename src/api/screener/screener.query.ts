import { z } from 'zod';
import { WINDOWS } from '../../domain/window.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import { SCREEN_FIELDS, type ScreenField } from '../../store/screenColumns.js';
import { WINDOW_DEFAULT } from '../figures/figures.query.js';
import { ANSWER_LIMITS, TEXT_LIMITS } from '../http/limits.js';
import { choice, cursor, format, limit, parameter, sort } from '../http/parameters.js';
import { FILTER_ACCEPTS, parseFilter, screenField } from './screenFilter.js';

/** Always in a row, and so not to be asked for. */
const ALWAYS_SHOWN: readonly string[] = ['symbol', 'name', 'observations'];
export const SHOWN_FIELDS = SCREEN_FIELDS.filter((field) => !ALWAYS_SHOWN.includes(field));

const fields = parameter<ScreenField[]>(
  {
    description: 'What a row holds beside symbol, name, window, from, to and observations.',
    accepts: `names separated by commas, of ${SHOWN_FIELDS.join(', ')}`,
    example: 'sharpe,maxDrawdown,category',
    json: { maxLength: TEXT_LIMITS.list },
  },
  (value) => {
    if (value.length > TEXT_LIMITS.list) return undefined;
    const names = value.split(',').map((name) => screenField(name.trim()));
    const known = names.filter((name) => name !== undefined);
    const isAsked = known.length === names.length && known.every((it) => SHOWN_FIELDS.includes(it));
    return isAsked ? [...new Set(known)] : undefined;
  },
);

const filter = parameter(
  {
    description: 'Conditions that all must hold; a missing figure satisfies none.',
    accepts: FILTER_ACCEPTS,
    example: 'maxDrawdown>-0.9,type=etf',
    json: { maxLength: TEXT_LIMITS.list },
  },
  parseFilter,
);

export const screenerQuery = z.object({
  window: choice('The window of the figures.', WINDOWS, '1y').prefault(WINDOW_DEFAULT),
  fields: fields.prefault(RISK_METRIC_FIELDS.join(',')),
  filter: filter.optional(),
  sort: sort(SCREEN_FIELDS, 'symbol'),
  limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
  cursor,
  format,
});
export type ScreenerQuery = z.output<typeof screenerQuery>;
