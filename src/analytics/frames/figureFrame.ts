import { desc, escape, table, type ColumnTable } from 'arquero';
import { HighwaterError } from '../../domain/errors.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { Window } from '../../domain/window.js';
import type { Figure } from '../metrics/figure.js';
import { METRIC_IDS, type MetricId } from '../metrics/registry.js';

/** The figures of one asset in one window: a row of the screener. */
export interface FigureRow {
  readonly symbol: string;
  readonly window: Window;
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly observations: number;
  readonly figures: Readonly<Partial<Record<MetricId, Pick<Figure, 'value'>>>>;
}

const KEY_COLUMNS = ['symbol', 'window', 'from', 'to', 'observations'] as const;
export type FigureColumn = (typeof KEY_COLUMNS)[number] | MetricId;

export const COMPARISONS = ['gt', 'gte', 'lt', 'lte', 'eq'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface FigureFilter {
  readonly column: 'observations' | MetricId;
  readonly comparison: Comparison;
  readonly value: number;
}

export interface FigureOrder {
  readonly column: FigureColumn;
  readonly descending: boolean;
}

export interface Screen {
  /** All must hold. A missing figure satisfies none. */
  readonly filters?: readonly FigureFilter[];
  /** First the first; missing figures come last either way; ties go by symbol, then window. */
  readonly order?: readonly FigureOrder[];
  /** Metric columns to keep; all unless given. */
  readonly metrics?: readonly MetricId[];
}

/**
 * Many assets' figures as one table: symbol, window, from, to, observations, one column per
 * metric; a missing figure is null.
 *
 * @param metrics the metric columns; all unless given
 */
export function figureFrame(
  rows: readonly FigureRow[],
  metrics: readonly MetricId[] = METRIC_IDS,
): ColumnTable {
  const columns: Record<string, unknown[]> = {};
  for (const column of KEY_COLUMNS) columns[column] = rows.map((row) => row[column]);
  for (const id of metrics) columns[id] = rows.map(({ figures }) => figures[id]?.value ?? null);
  return table(columns, [...KEY_COLUMNS, ...metrics]);
}

type Cells = Readonly<Record<string, string | number | null>>;

const HOLDS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  eq: (a, b) => a === b,
};

/**
 * The rows of a figure table that pass, in order, with the columns asked for. What a reader writes
 * arrives here as data and never becomes code.
 *
 * @throws HighwaterError UNKNOWN_COLUMN when the table has no such column
 */
export function screen(
  frame: ColumnTable,
  { filters = [], order = [], metrics }: Screen,
): ColumnTable {
  const asked = [...filters, ...order].map(({ column }) => column).concat(metrics ?? []);
  for (const column of asked) requireColumn(frame, column);
  const passing = frame.filter(
    escape((row: Cells) =>
      filters.every(({ column, comparison, value }) => {
        const cell = row[column];
        return typeof cell === 'number' && HOLDS[comparison](cell, value);
      }),
    ),
  );
  const ties: FigureOrder[] = [
    { column: 'symbol', descending: false },
    { column: 'window', descending: false },
  ];
  const ordered = passing.orderby([...order, ...ties].flatMap(sortKeys));
  return metrics === undefined ? ordered : ordered.select([...KEY_COLUMNS, ...metrics]);
}

/** Missing last whichever the direction, then by value. */
function sortKeys({ column, descending }: FigureOrder) {
  const value = escape((row: Cells) => row[column]);
  const isMissing = escape((row: Cells) => Number(row[column] === null));
  return [isMissing, descending ? desc(value) : value];
}

function requireColumn(frame: ColumnTable, column: string): void {
  if (frame.columnNames().includes(column)) return;
  throw new HighwaterError(
    'UNKNOWN_COLUMN',
    'usage',
    `There is no figure called "${column}": choose among ${frame.columnNames().join(', ')}.`,
    { column },
  );
}
