import { stringify } from 'csv-stringify/sync';

/** Rows to be shown as a table: the fields of each in the order of `columns`. */
export interface Table {
  /** Names the file, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly object[];
}

// A spreadsheet takes text that begins with =, +, - or @ for a formula; a negative number is none.
const asIs = (value: string) => ({ value, escape_formulas: false });

/** RFC 4180 with a header row. Text that a spreadsheet would run as a formula is defused. */
export function toCsv({ columns, rows }: Table): string {
  return stringify([...rows], {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      number: (value) => asIs(String(value)),
      boolean: (value) => asIs(String(value)),
      date: (value) => asIs(value.toISOString()),
      object: (value) => asIs(JSON.stringify(value)),
    },
  });
}
