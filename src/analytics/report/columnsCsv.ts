import { assert } from '../../domain/errors.js';

/** Cells of a table by column; null is an empty cell. */
export type CsvColumns = Readonly<Record<string, ArrayLike<string | number | null>>>;

/** Text that needs no quotes and that no spreadsheet takes for a formula. */
const PLAIN = /^[\p{L}\p{N}^][^",\r\n]*$/u;

/**
 * Columns of one length as RFC 4180 with a header row, for dates, decimals and numbers: what would
 * have to be quoted or defused is no text for it.
 *
 * @throws HighwaterError INTERNAL_ASSERTION for a name that is not plain, or columns that differ in
 *   length
 */
export function columnsCsv(columns: CsvColumns): string {
  const names = Object.keys(columns);
  const cells = Object.values(columns);
  const length = cells[0]?.length ?? 0;
  assert(
    names.every((name) => PLAIN.test(name)),
    'the name of a column needs no quotes',
  );
  assert(
    cells.every((column) => column.length === length),
    'columns are of one length',
  );
  const lines = [names.join(',')];
  for (let row = 0; row < length; row += 1) {
    lines.push(cells.map((column) => column[row] ?? '').join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
