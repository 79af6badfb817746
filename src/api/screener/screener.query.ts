import { z } from 'zod';
import { METRIC_IDS, type MetricId } from '../../analytics/metrics/registry.js';
import { WINDOWS } from '../../domain/window.js';
import { RISK_METRIC_FIELDS } from '../../store/entities/riskMetrics.js';
import { SCREEN_FIELDS, type ScreenField } from '../../store/screenColumns.js';
import { WINDOW_DEFAULT } from '../figures/figures.query.js';
import { ANSWER_LIMITS, TEXT_LIMITS } from '../http/limits.js';
import {
  choice,
  contradiction,
  cursor,
  format,
  limit,
  parameter,
  sort,
} from '../http/parameters.js';
import { FILTER_ACCEPTS, parseFilter, screenField } from './screenFilter.js';

/** Always in a row, and so not to be asked for. */
const ALWAYS_SHOWN: readonly string[] = ['symbol', 'name', 'observations'];
/** Stored with the snapshot, and so what rows can be sorted and filtered by. */
const STORED_FIELDS = SCREEN_FIELDS.filter((field) => !ALWAYS_SHOWN.includes(field));

/** A field of a row: stored with the snapshot, or a metric computed for the page. */
export type ShownField = ScreenField | MetricId;
export const SHOWN_FIELDS: readonly ShownField[] = [
  ...new Set<ShownField>([...STORED_FIELDS, ...METRIC_IDS]),
];
/** All of them with commas between: no list of distinct names is longer. */
const LIST_CHARACTERS_MAX = SHOWN_FIELDS.join(',').length;

/** Whether a field is stored, so that no figure has to be computed for it. */
export function isStoredField(field: ShownField): field is ScreenField {
  return screenField(field) !== undefined;
}

const fields = parameter<ShownField[]>(
  {
    description:
      'What a row holds beside symbol, name, window, from, to and observations. Metrics that the ' +
      'snapshot does not hold are computed for the rows of the page alone: neither sort nor ' +
      'filter takes them.',
    accepts:
      `names separated by commas, of ${STORED_FIELDS.join(', ')}, or the id of any other metric ` +
      `that /v1/metrics/definitions lists; of those at most ` +
      `${String(ANSWER_LIMITS.computedFiguresMax)} figures a page, rows × fields`,
    example: 'sharpe,maxDrawdown,category',
    json: { maxLength: LIST_CHARACTERS_MAX },
  },
  (value) => {
    if (value.length > LIST_CHARACTERS_MAX) return undefined;
    const names = value.split(',').map((name) => name.trim());
    const known = names.map((name) => SHOWN_FIELDS.find((field) => field === name));
    const fieldsAsked = known.filter((field) => field !== undefined);
    return fieldsAsked.length === names.length ? [...new Set(fieldsAsked)] : undefined;
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

export const screenerQuery = z
  .object({
    window: choice('The window of the figures.', WINDOWS, '1y').prefault(WINDOW_DEFAULT),
    fields: fields.prefault(RISK_METRIC_FIELDS.join(',')),
    filter: filter.optional(),
    sort: sort(SCREEN_FIELDS, 'symbol'),
    limit: limit(ANSWER_LIMITS.pageDefault, ANSWER_LIMITS.pageMax),
    cursor,
    format,
  })
  .superRefine((query, context) => {
    const computed = query.fields.filter((field) => !isStoredField(field)).length;
    const rowsMax = Math.floor(ANSWER_LIMITS.computedFiguresMax / computed);
    if (computed === 0 || query.limit <= rowsMax) return;
    const problem = `of ${String(query.limit)} rows is too much for ${String(computed)} computed fields`;
    contradiction(context, 'limit', problem, `at most ${String(rowsMax)} rows with these fields`);
  });
export type ScreenerQuery = z.output<typeof screenerQuery>;
