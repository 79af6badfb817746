import { COMPARISONS, type Comparison, type ScreenCondition } from '../../store/figures.reader.js';
import { SCREEN_COLUMNS, SCREEN_FIELDS, type ScreenField } from '../../store/screenColumns.js';
import { ANSWER_LIMITS, TEXT_LIMITS } from '../http/limits.js';

// One condition: a field, a comparison, and a value that is quoted where it holds a comma.
const CONDITION = /\s*([A-Za-z0-9]+)\s*(>=|<=|!=|>|<|=)\s*(?:"([^"]*)"|([^",]*))\s*(?:,|$)/y;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;

export const FILTER_ACCEPTS =
  `up to ${String(ANSWER_LIMITS.filtersMax)} conditions separated by commas, each a field, one of ` +
  `${COMPARISONS.join(' ')}, and a value; texts know = and != alone, and stand in double quotes ` +
  `where they hold a comma. Fields: ${SCREEN_FIELDS.join(', ')}`;

/** The field of this name, or undefined. */
export function screenField(name: string): ScreenField | undefined {
  return SCREEN_FIELDS.find((field) => field === name);
}

/**
 * Reads `sharpe>=0.5,category="Large Blend"`. What is read is data: fields come from a fixed list
 * and values are bound.
 *
 * @returns undefined where any part of the text is no condition
 */
export function parseFilter(text: string): ScreenCondition[] | undefined {
  if (text.length > TEXT_LIMITS.list) return undefined;
  const conditions: ScreenCondition[] = [];
  CONDITION.lastIndex = 0;
  let position = 0;
  while (position < text.length) {
    const match = CONDITION.exec(text);
    if (match === null || conditions.length === ANSWER_LIMITS.filtersMax) return undefined;
    const [, name = '', comparison = '', quoted, plain = ''] = match;
    const condition = conditionOf(name, comparison as Comparison, quoted ?? plain.trim());
    if (condition === undefined) return undefined;
    conditions.push(condition);
    position = CONDITION.lastIndex;
  }
  return conditions.length === 0 || text.trimEnd().endsWith(',') ? undefined : conditions;
}

function conditionOf(
  name: string,
  comparison: Comparison,
  value: string,
): ScreenCondition | undefined {
  const field = screenField(name);
  if (field === undefined || value === '') return undefined;
  if (SCREEN_COLUMNS[field].type === 'text') {
    return comparison === '=' || comparison === '!=' ? { field, comparison, value } : undefined;
  }
  return NUMBER.test(value) ? { field, comparison, value: Number(value) } : undefined;
}
