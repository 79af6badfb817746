import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { ProviderError } from './providerError.js';

/** Larger files than these are refused before they are parsed. */
export const CSV_MAX_BYTES = 64 * 1024 * 1024;
export const CSV_MAX_ROWS = 200_000;
const CELL_MAX_CHARACTERS = 4096;

/** One row of a file: its cells by column name, or null where it has not as many as the header. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>> | null;
}

/**
 * The rows of a CSV file with the given columns, in any order; names are compared without case.
 * @throws ProviderError not-found when there is no such file; malformed, with the line, for another
 * header, no row at all, a broken quote, or a file past the limits
 */
export async function readCsv(path: string, columns: readonly string[]): Promise<CsvRow[]> {
  const file = basename(path);
  const [header, ...records] = parsed(await contentOf(path, file), file);
  if (header === undefined) throw malformed(file, 1, 'it is empty');
  const names = header.cells.map((name) => name.toLowerCase());
  const isKnown = names.length === columns.length && columns.every((name) => names.includes(name));
  if (!isKnown) {
    const found = names.join(',').slice(0, 200);
    throw malformed(file, header.line, `the header is "${found}", not "${columns.join(',')}"`);
  }
  if (records.length === 0) throw malformed(file, header.line, 'no row follows the header');
  return records.map(({ line, cells }) => ({
    line,
    cells:
      cells.length === names.length
        ? Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
        : null,
  }));
}

async function contentOf(path: string, file: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > CSV_MAX_BYTES) throw malformed(file, 1, `it is larger than ${CSV_MAX_BYTES} bytes`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const code = systemCodeOf(error);
    throw code === 'ENOENT'
      ? new ProviderError('not-found', `There is no ${file} in the folder of CSV files.`)
      : new ProviderError('temporary', `${file} cannot be read (${code}): check its permissions.`);
  }
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function parsed(content: string, file: string): Line[] {
  try {
    const rows = parse(content, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: CELL_MAX_CHARACTERS,
      to: CSV_MAX_ROWS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    if (rows.length > CSV_MAX_ROWS + 1) {
      throw malformed(file, CSV_MAX_ROWS, `it has more than ${CSV_MAX_ROWS} rows`);
    }
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw malformed(file, Number(error['lines'] ?? 1), `it is no CSV (${error.code})`);
  }
}

/** The operating system's code of a failed call, such as `ENOENT`. */
export function systemCodeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode ? String(error.code) : 'unknown';
}

/** The refusal of a whole file. */
export function malformed(file: string, line: number, what: string): ProviderError {
  return new ProviderError('malformed', `${file}, line ${line}: ${what}. The file is not used.`);
}
