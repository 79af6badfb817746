import { setImmediate } from 'node:timers/promises';
import type { MetricId } from '../../analytics/metrics/registry.js';
import type { Window } from '../../domain/window.js';
import type { ScreenRow } from '../../store/figures.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { choiceOf } from '../figures/choice.js';
import type { Figures } from '../figures/figures.js';
import { isStoredField, type ShownField } from './screener.query.js';

interface Computed {
  readonly snapshot: PublishedSnapshot;
  readonly window: Window;
  /** All that the rows are to hold beside their keys, in order. */
  readonly fields: readonly ShownField[];
}

/** The rows of a page with metrics that the snapshot does not hold, computed on its terms. */
export async function withComputed(
  figures: Figures,
  rows: readonly ScreenRow[],
  { snapshot, window, fields }: Computed,
): Promise<readonly ScreenRow[]> {
  const ids = fields.filter((field): field is MetricId => !isStoredField(field));
  if (ids.length === 0) return rows;
  const query = { window, basis: 'daily', convention: 'highwater' } as const;
  // The same for all rows: no symbol is its own benchmark here.
  const terms = await figures.termsOf(choiceOf('', query, snapshot));
  const isAsked: ReadonlySet<string> = new Set(fields);
  const complete: ScreenRow[] = [];
  for (const row of rows) {
    const computed = await figures.of(choiceOf(row.symbol, query, snapshot), ids, { terms });
    const shown = Object.entries(row).filter(([name]) => !isAsked.has(name));
    for (const field of fields) {
      const value = isStoredField(field) ? row[field] : computed.figures.get(field)?.value;
      shown.push([field, value ?? null]);
    }
    const told: unknown = Object.fromEntries(shown);
    complete.push(told as ScreenRow);
    // Other requests have their turn.
    await setImmediate();
  }
  return complete;
}
