import { table, type ColumnTable } from 'arquero';
import { assert } from '../../domain/errors.js';
import type { PriceSeries } from '../../domain/priceSeries.js';

/**
 * A series as a table: date (days since 1970), close, adjustedClose, volume. The columns are the
 * series' own typed arrays, not copies: treat both as read only.
 *
 * @throws HighwaterError INTERNAL_ASSERTION when the columns differ in length
 */
export function priceFrame(series: PriceSeries): ColumnTable {
  const { dates, close, adjustedClose, volume } = series;
  assert(
    [close, adjustedClose, volume].every(({ length }) => length === dates.length),
    'the columns of a price series have one length',
  );
  return table({ date: dates, close, adjustedClose, volume });
}
