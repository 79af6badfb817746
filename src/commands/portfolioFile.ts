import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { HighwaterError } from '../domain/errors.js';
import { HOLDINGS_MAX, type PortfolioDraft } from '../domain/portfolio.js';

const FILE_BYTES_MAX = 1024 * 1024;
const CELL_CHARACTERS_MAX = 100;
const COLUMNS = ['symbol', 'allocation'];
const INITIAL_CAPITAL = '10000.00';

const amount = z.union([z.string(), z.number()]);
const HOLDINGS = z
  .array(z.strictObject({ symbol: z.string(), allocation: amount }))
  .max(HOLDINGS_MAX);
const FILE = z.strictObject({
  name: z.string().optional(),
  description: z.string().default(''),
  isPublic: z.boolean().default(false),
  initialCapital: amount.default(INITIAL_CAPITAL),
  benchmark: z.string().nullable().default(null),
  holdings: HOLDINGS,
});

/**
 * A portfolio from a file: CSV with the header `symbol,allocation`, or JSON, either the holdings
 * alone or an object of what a portfolio has. Allocations are fractions. The store holds it to the
 * rules of a portfolio.
 *
 * @throws HighwaterError PORTFOLIO_FILE_REFUSED, which says where and why
 */
export async function readPortfolioFile(path: string): Promise<PortfolioDraft> {
  const text = await contentOf(path);
  const file = basename(path);
  const isJson = /^\s*[[{]/.test(text);
  const read = FILE.safeParse(isJson ? jsonOf(text, file) : { holdings: rowsOf(text, file) });
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw refused(file, `${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`);
  }
  return { ...read.data, name: read.data.name ?? basename(path, extname(path)) };
}

async function contentOf(path: string): Promise<string> {
  const file = basename(path);
  try {
    const { size } = await stat(path);
    if (size > FILE_BYTES_MAX) throw refused(file, `it is larger than ${FILE_BYTES_MAX} bytes`);
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof HighwaterError) throw error;
    const code = (error as { code?: unknown } | null)?.code;
    throw refused(file, `it cannot be read (${typeof code === 'string' ? code : 'unknown'})`);
  }
}

function jsonOf(text: string, file: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? { holdings: value } : value;
  } catch {
    throw refused(file, 'it begins as JSON but is none');
  }
}

function rowsOf(text: string, file: string): object[] {
  try {
    return parse(text, {
      columns: (header: string[]) => {
        const names = header.map((name) => name.toLowerCase());
        const isKnown =
          names.length === COLUMNS.length && COLUMNS.every((it) => names.includes(it));
        if (!isKnown) throw refused(file, `its header must be ${COLUMNS.join(',')}`);
        return names;
      },
      skip_empty_lines: true,
      trim: true,
      max_record_size: CELL_CHARACTERS_MAX,
      to: HOLDINGS_MAX + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(file, `line ${Number(error['lines'] ?? 1)} is no CSV (${error.code})`);
  }
}

function refused(file: string, why: string): HighwaterError {
  const message = `${file} is refused: ${why}. It accepts CSV with the header symbol,allocation, or JSON.`;
  return new HighwaterError('PORTFOLIO_FILE_REFUSED', 'usage', message, { file });
}
