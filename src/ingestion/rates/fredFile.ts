import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Dec, type Decimal } from '../../domain/decimals.js';
import { HighwaterError, messageOf } from '../../domain/errors.js';
import { isRateSeriesName } from '../../domain/ratesKnown.js';
import { isTradingDate, type TradingDate } from '../../domain/tradingDate.js';
import type { RateObservation } from '../../store/rates.store.js';
import { publicationOf } from './publication.js';

const BYTES_MAX = 16 * 1024 * 1024;
const ROWS_MAX = 200_000;
const CELL_CHARACTERS_MAX = 200;
/** A rate beyond this is in another unit, or wrong. */
const PERCENT_MAX = new Dec(99);
const RATE_PLACES = 8;

const DATE_HEADERS = ['date', 'observation_date'];
const KNOWN_HEADERS = ['realtime_start', 'realtime_start_date'];
const IGNORED_HEADERS = ['realtime_end', 'realtime_end_date'];
const DECIMAL_FORM = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** A file of rates, read and checked. */
export interface RateFile {
  readonly series: string;
  /** Ascending by date; observations without a value are not among them. */
  readonly observations: readonly RateObservation[];
  readonly missing: number;
  /** Whether the file says itself when each value became known. */
  readonly hasVintages: boolean;
}

/**
 * Reads a series of rates in FRED's CSV form: `DATE,VALUE` or `observation_date,NAME`, percent per
 * year, an empty cell or `.` where there is no value; or in ALFRED's, with `realtime_start`, the
 * day on which a value was first published. Nothing is filled in.
 *
 * @param series its name; the header of the values' column unless given
 * @param today observations after it are refused
 * @throws HighwaterError RATES_FILE_REFUSED, with the line, for all that is not as it should be
 */
export async function readRateFile(
  path: string,
  today: TradingDate,
  series?: string,
): Promise<RateFile> {
  const file = basename(path);
  const [header, ...lines] = linesOf(await contentOf(path, file), file);
  if (header === undefined) throw refused(file, 1, 'it is empty');
  const columns = columnsOf(header, file);
  const name = nameOf(series ?? columns.valueHeader, file);
  const cells = lines.map((line) => observationOf(line, columns, file, today));
  const known = cells.filter((it): it is Observed => it.percent !== null);
  if (known.length === 0) throw refused(file, header.line, 'no value follows the header');
  requireDistinct(cells, file);
  const publication = publicationOf(cells.map(({ date }) => date));
  const observations = known
    .map(({ date, percent, knownFrom }) => ({
      date,
      knownFrom: knownFrom ?? publication(date),
      rate: percent.div(100).toDP(RATE_PLACES),
    }))
    .sort((a, b) => compare(a.date, b.date) || compare(a.knownFrom, b.knownFrom));
  const hasVintages = columns.knownFrom !== -1;
  return { series: name, observations, missing: cells.length - known.length, hasVintages };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Cell {
  readonly line: number;
  readonly date: TradingDate;
  readonly percent: Decimal | null;
  readonly knownFrom: TradingDate | null;
}
type Observed = Cell & { readonly percent: Decimal };

/** Positions of the columns; `knownFrom` is −1 where there is none. */
interface Columns {
  readonly count: number;
  readonly date: number;
  readonly knownFrom: number;
  readonly value: number;
  readonly valueHeader: string;
}

async function contentOf(path: string, file: string): Promise<string> {
  let size: number;
  try {
    ({ size } = await stat(path));
    if (size <= BYTES_MAX) return await readFile(path, 'utf8');
  } catch (error) {
    throw refused(file, 0, `it cannot be read (${messageOf(error).slice(0, 200)})`);
  }
  throw refused(file, 0, `it has ${size} bytes, more than ${BYTES_MAX}`);
}

function linesOf(content: string, file: string): Line[] {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(content, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: CELL_CHARACTERS_MAX,
      to: ROWS_MAX + 2,
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(file, Number(error['lines'] ?? 1), `it is no CSV (${error.code})`);
  }
  if (rows.length > ROWS_MAX + 1)
    throw refused(file, ROWS_MAX, `it has more than ${ROWS_MAX} rows`);
  return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

function columnsOf({ cells, line }: Line, file: string): Columns {
  const names = cells.map((name) => name.toLowerCase());
  const at = (wanted: readonly string[]): number => names.findIndex((it) => wanted.includes(it));
  const date = at(DATE_HEADERS);
  const knownFrom = at(KNOWN_HEADERS);
  const known = [...DATE_HEADERS, ...KNOWN_HEADERS, ...IGNORED_HEADERS];
  const values = [...names.keys()].filter((i) => !known.includes(names[i] as string));
  const [value] = values;
  if (date !== -1 && value !== undefined && values.length === 1) {
    const valueHeader = cells[value] as string;
    return { count: names.length, date, knownFrom, value, valueHeader };
  }
  const found = names.join(',').slice(0, 100);
  throw refused(
    file,
    line,
    `the header is "${found}", not "DATE,VALUE" or "observation_date,NAME"`,
  );
}

function nameOf(text: string, file: string): string {
  const name = text.trim().toUpperCase();
  if (name === 'VALUE') {
    throw refused(file, 1, 'the header does not name the series: say --series NAME');
  }
  if (isRateSeriesName(name)) return name;
  throw refused(
    file,
    1,
    `"${name.slice(0, 40)}" cannot be the name of a series: a letter, then up to 19 letters, ` +
      'digits or "_"; say --series NAME',
  );
}

function observationOf(
  { line, cells }: Line,
  columns: Columns,
  file: string,
  today: TradingDate,
): Cell {
  if (cells.length !== columns.count) {
    throw refused(file, line, `it has ${cells.length} cells, the header ${columns.count}`);
  }
  const dateAt = (position: number): TradingDate => {
    const text = cells[position] as string;
    if (isTradingDate(text)) return text;
    throw refused(file, line, `"${text.slice(0, 40)}" is no date: write YYYY-MM-DD`);
  };
  const date = dateAt(columns.date);
  if (date > today) throw refused(file, line, `${date} is in the future`);
  const knownFrom = columns.knownFrom === -1 ? null : dateAt(columns.knownFrom);
  if (knownFrom !== null && knownFrom < date) {
    throw refused(file, line, `it was known on ${knownFrom}, before the day it tells of, ${date}`);
  }
  return { line, date, knownFrom, percent: percentOf(cells[columns.value] as string, line, file) };
}

function percentOf(text: string, line: number, file: string): Decimal | null {
  if (text === '' || text === '.') return null;
  if (!DECIMAL_FORM.test(text)) {
    throw refused(
      file,
      line,
      `"${text.slice(0, 40)}" is no number: rates are in percent, e.g. 4.25`,
    );
  }
  const percent = new Dec(text);
  if (percent.abs().lte(PERCENT_MAX)) return percent;
  throw refused(file, line, `a rate of ${text.slice(0, 40)} percent a year cannot be`);
}

function requireDistinct(cells: readonly Cell[], file: string): void {
  const seen = new Map<string, number>();
  for (const { date, knownFrom, line } of cells) {
    const key = `${date} ${knownFrom ?? ''}`;
    const before = seen.get(key);
    if (before !== undefined) throw refused(file, line, `${date} stands in line ${before} already`);
    seen.set(key, line);
  }
}

function refused(file: string, line: number, why: string): HighwaterError {
  const where = line === 0 ? '' : ` line ${line}:`;
  return new HighwaterError('RATES_FILE_REFUSED', 'usage', `${file},${where} ${why}.`, {
    file,
    line,
  });
}
