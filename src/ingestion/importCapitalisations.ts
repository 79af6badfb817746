import { basename } from 'node:path';
import { HighwaterError } from '../domain/errors.js';
import type { Finding } from '../domain/finding.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from '../store/database.js';
import { MarketCapReader } from '../store/marketCaps.reader.js';
import { IMPORT_SOURCE, MarketCapStore, type MarketCapRow } from '../store/marketCaps.store.js';
import { SeriesStore } from '../store/series.store.js';
import { readMarketCaps, type CapsBySymbol } from './providers/csvMarketCaps.js';
import type { ProviderCap } from './providers/provider.js';
import { ProviderError } from './providers/providerError.js';
import { judgeCapitalisations } from './quality/judgeCapitalisations.js';

export interface ImportedCaps {
  /** Assets of the file whose prices are stored. */
  readonly assets: number;
  readonly rows: number;
  /** New or changed; the others were there. */
  readonly written: number;
  /** Assets of the file without prices: nothing is stored of them. */
  readonly unknown: readonly string[];
  /** What was refused or is doubted. */
  readonly findings: readonly Finding[];
}

/**
 * Stores the capitalisations of a file of the side file's form, in one transaction. They go before
 * what providers tell: no refresh replaces them.
 *
 * @param today rows after it are refused
 * @throws HighwaterError CAPS_FILE_REFUSED, with the line, for all that is not as it should be
 */
export async function importCapitalisations(
  database: Database,
  path: string,
  today: TradingDate,
): Promise<ImportedCaps> {
  const file = await readFile(path);
  const [series, reader] = [new SeriesStore(database), new MarketCapReader(database)];
  const findings: Finding[] = [];
  const unknown: string[] = [];
  const rows: MarketCapRow[] = [];
  for (const [symbol, told] of [...file].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const stored = await series.load(symbol);
    if (stored === null) {
      unknown.push(symbol);
      continue;
    }
    const { assetId } = stored;
    const first = (told[0] as ProviderCap).date;
    const before = (await reader.rowsFrom(assetId, first)).find(({ date }) => date < first);
    const request = {
      ...{ symbol, told, to: today, before: before ?? null },
      ...{ figure: null, netAssets: null, netAssetsBefore: null },
    };
    const judged = judgeCapitalisations(request, stored.series);
    findings.push(...judged.findings);
    rows.push(...judged.rows.map((row) => ({ ...row, assetId, source: IMPORT_SOURCE })));
  }
  const written = await new MarketCapStore(database).write(rows);
  return { assets: file.size - unknown.length, rows: rows.length, written, unknown, findings };
}

async function readFile(path: string): Promise<CapsBySymbol> {
  try {
    return await readMarketCaps(path, basename(path));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const message =
      error.failure === 'not-found' ? `There is no file ${basename(path)}.` : error.message;
    throw new HighwaterError('CAPS_FILE_REFUSED', 'usage', message);
  }
}
