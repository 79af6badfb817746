import type { CorporateAction } from '../../domain/corporateAction.js';
import type { Decimal } from '../../domain/decimals.js';
import type { Finding } from '../../domain/finding.js';
import { dateCell, numberCell, UnreadableCell } from './csvCell.js';
import { malformed, type CsvRow } from './csvTable.js';
import type { ProviderBar } from './provider.js';

export const PRICE_COLUMNS = [
  'date',
  'open',
  'high',
  'low',
  'close',
  'adj_close',
  'volume',
  'dividend',
] as const;

/** More unreadable rows than this, and the file is something else than it says. */
export const UNREADABLE_ROWS_MAX = 100;

export interface CsvPrices {
  readonly bars: readonly ProviderBar[];
  readonly dividends: readonly CorporateAction[];
  readonly findings: readonly Finding[];
  readonly hasDividends: boolean;
}

/**
 * The bars and dividends of a file's rows. A row that cannot be read is refused with a finding and
 * the rest is kept. Where every dividend cell is blank the source has left dividends out.
 *
 * @throws ProviderError malformed when no row, or fewer rows than are unreadable, can be read, or
 * more than {@link UNREADABLE_ROWS_MAX} cannot
 */
export function readPrices(symbol: string, file: string, rows: readonly CsvRow[]): CsvPrices {
  const bars: ProviderBar[] = [];
  const dividends: CorporateAction[] = [];
  const findings: Finding[] = [];
  let hasDividends = false;
  for (const row of rows) {
    try {
      const { bar, dividend } = readRow(row);
      bars.push(bar);
      if (dividend === null) continue;
      hasDividends = true;
      if (!dividend.isZero()) {
        dividends.push({ exDate: bar.date, kind: 'dividend', value: dividend });
      }
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      findings.push(unreadable(symbol, file, row, error));
      if (findings.length > UNREADABLE_ROWS_MAX) {
        throw malformed(file, row.line, `${findings.length} rows up to here cannot be read`);
      }
    }
  }
  if (findings.length > bars.length) {
    throw malformed(file, rows[0]?.line ?? 1, findings[0]?.message ?? 'nothing can be read');
  }
  if (!hasDividends) findings.push(dividendsMissing(symbol, file));
  return { bars, dividends, findings, hasDividends };
}

function readRow({ cells }: CsvRow): { bar: ProviderBar; dividend: Decimal | null } {
  if (cells === null) throw new UnreadableCell('the row', 'of another length than the header');
  const date = dateCell(cells, 'date');
  const volume = numberCell(cells, 'volume');
  return {
    bar: {
      date,
      open: numberCell(cells, 'open'),
      high: numberCell(cells, 'high'),
      low: numberCell(cells, 'low'),
      close: numberCell(cells, 'close'),
      volume: volume === null ? null : BigInt(volume.toFixed(0)),
      adjustedClose: numberCell(cells, 'adj_close')?.toNumber() ?? null,
    },
    dividend: numberCell(cells, 'dividend'),
  };
}

function unreadable(symbol: string, file: string, row: CsvRow, error: UnreadableCell): Finding {
  return {
    symbol,
    code: 'row-unreadable',
    severity: 'error',
    tradeDate: null,
    message: `${file}, line ${row.line}: ${error.message}. The row was refused.`,
    detail: { line: row.line, column: error.column, cells: row.cells },
  };
}

function dividendsMissing(symbol: string, file: string): Finding {
  return {
    symbol,
    code: 'dividends-missing',
    severity: 'warning',
    tradeDate: null,
    message:
      `Every dividend cell of ${file} is blank: adjusted closes and total returns of ${symbol} ` +
      'cannot carry dividends. Write 0 where none was paid.',
    detail: {},
  };
}
