import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TradingDate } from '../../domain/tradingDate.js';
import { dateCell, numberCell, UnreadableCell } from './csvCell.js';
import { malformed, readCsv, type CsvRow } from './csvTable.js';
import type { ProviderCap } from './provider.js';
import { ProviderError } from './providerError.js';

export const MARKET_CAPS_FILE = '_market_caps.csv';
const COLUMNS = ['symbol', 'date', 'market_cap', 'shares_outstanding'] as const;

/** Capitalisations by symbol, ascending by date. */
export type CapsBySymbol = ReadonlyMap<string, readonly ProviderCap[]>;

/**
 * Reads `symbol,date,market_cap,shares_outstanding`: shares as traded; one of the last two may be
 * blank. A mistake refuses the file, with its line: it is the operator's own list.
 *
 * @throws ProviderError not-found; malformed for a form that is not known, a cell that cannot be
 *   read, a row that tells nothing or tells again of an asset and date
 */
export async function readMarketCaps(path: string, file: string): Promise<CapsBySymbol> {
  const bySymbol = new Map<string, Map<TradingDate, ProviderCap>>();
  for (const row of await readCsv(path, COLUMNS)) {
    const { symbol, cap } = readRow(file, row);
    const known = bySymbol.get(symbol) ?? new Map<TradingDate, ProviderCap>();
    if (known.has(cap.date)) {
      throw malformed(file, row.line, `${symbol} has another row of ${cap.date}`);
    }
    bySymbol.set(symbol, known.set(cap.date, cap));
  }
  const byDate = (a: ProviderCap, b: ProviderCap): number => (a.date < b.date ? -1 : 1);
  return new Map([...bySymbol].map(([symbol, caps]) => [symbol, [...caps.values()].sort(byDate)]));
}

function readRow(file: string, { line, cells }: CsvRow): { symbol: string; cap: ProviderCap } {
  try {
    if (cells === null) throw new UnreadableCell('the row', 'of another length');
    const cap = {
      date: dateCell(cells, 'date'),
      marketCap: numberCell(cells, 'market_cap'),
      sharesOutstanding: numberCell(cells, 'shares_outstanding'),
    };
    if (cap.marketCap === null && cap.sharesOutstanding === null) {
      throw new UnreadableCell('market_cap beside a blank shares_outstanding', '');
    }
    return { symbol: cells['symbol']?.toUpperCase() ?? '', cap };
  } catch (error) {
    if (error instanceof UnreadableCell) throw malformed(file, line, error.message);
    throw error;
  }
}

/** The folder's list of capitalisations: read once, and again where the file has changed. */
export class MarketCapsFile {
  private last: { readonly version: string; readonly caps: Promise<CapsBySymbol> } | null = null;

  constructor(private readonly directory: string) {}

  /** None where there is no such file. @throws ProviderError as {@link readMarketCaps} */
  async capsOf(symbol: string): Promise<readonly ProviderCap[]> {
    const path = join(this.directory, MARKET_CAPS_FILE);
    const version = await versionOf(path);
    if (this.last?.version !== version) {
      this.last = { version, caps: capsOrNone(path) };
    }
    return (await this.last.caps).get(symbol) ?? [];
  }
}

async function capsOrNone(path: string): Promise<CapsBySymbol> {
  try {
    return await readMarketCaps(path, MARKET_CAPS_FILE);
  } catch (error) {
    if (error instanceof ProviderError && error.failure === 'not-found') return new Map();
    throw error;
  }
}

/** Changes with the file; a file that cannot be looked at is left to the reader to refuse. */
async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return [mtimeMs, size, ino].join(' ');
  } catch {
    return 'none';
  }
}
