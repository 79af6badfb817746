import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSymbol, type AssetProfile } from '../../domain/asset.js';
import { HighwaterError } from '../../domain/errors.js';
import { MarketCapsFile } from './csvMarketCaps.js';
import { PRICE_COLUMNS, readPrices } from './csvPrices.js';
import { readAsset, readSplits } from './csvSideFiles.js';
import { readCsv, systemCodeOf } from './csvTable.js';
import type { HistoryRequest, PriceProvider, ProviderCaps, ProviderHistory } from './provider.js';
import { ProviderError } from './providerError.js';

/** A folder with more files than this is not a folder of price files. */
export const CSV_MAX_FILES = 20_000;
const DEFAULT_CURRENCY = 'USD';

/**
 * A folder with one `SYMBOL.csv` each, split-adjusted as Yahoo has it; the folder is the universe.
 * Names that begin with `_` are no symbols: `_splits.csv` lets bars be turned back to as traded,
 * `_assets.csv` gives metadata, `_market_caps.csv` capitalisations. Other files, and names that cannot be a symbol, are passed over.
 */
export class CsvProvider implements PriceProvider {
  readonly source = 'csv';
  readonly barsAdjustedFor = 'splits';
  readonly actionsAdjustedFor = 'splits';
  readonly delivery = 'full';

  private readonly marketCaps: MarketCapsFile;

  constructor(private readonly directory: string) {
    this.marketCaps = new MarketCapsFile(directory);
  }

  /** @throws HighwaterError CSV_DIRECTORY_UNREADABLE, CSV_DIRECTORY_TOO_LARGE */
  async universe(): Promise<readonly string[]> {
    return [...(await this.files()).keys()].sort();
  }

  async fetchHistory({ symbol, to, signal }: HistoryRequest): Promise<ProviderHistory> {
    const file = (await this.files()).get(symbol);
    if (file === undefined) {
      throw new ProviderError(
        'not-found',
        `There is no ${symbol}.csv in the folder of CSV files: add it, or drop the symbol.`,
      );
    }
    signal.throwIfAborted();
    const [rows, splits, asset] = await Promise.all([
      readCsv(join(this.directory, file), PRICE_COLUMNS),
      readSplits(this.directory, symbol),
      readAsset(this.directory, symbol),
    ]);
    signal.throwIfAborted();
    const { bars, dividends, findings, hasDividends } = readPrices(symbol, file, rows);
    return {
      symbol,
      currency: asset?.currency ?? DEFAULT_CURRENCY,
      bars: bars.filter(({ date }) => date <= to),
      actions: [...dividends.filter(({ exDate }) => exDate <= to), ...splits],
      findings,
      hasDividends,
    };
  }

  async fetchProfile(symbol: string, signal: AbortSignal): Promise<AssetProfile | null> {
    signal.throwIfAborted();
    return readAsset(this.directory, symbol);
  }

  async fetchCapitalisations({ symbol, signal }: HistoryRequest): Promise<ProviderCaps> {
    signal.throwIfAborted();
    return { caps: await this.marketCaps.capsOf(symbol), findings: [] };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async files(): Promise<Map<string, string>> {
    const names = await this.names();
    if (names.length > CSV_MAX_FILES) {
      throw new HighwaterError(
        'CSV_DIRECTORY_TOO_LARGE',
        'usage',
        `MARKET_DATA_CSV_DIR holds ${names.length} files, more than ${CSV_MAX_FILES}: name the ` +
          'folder of price files.',
      );
    }
    const files = new Map<string, string>();
    for (const name of names.sort()) {
      const symbol = name.replace(/\.csv$/i, '').toUpperCase();
      if (/\.csv$/i.test(name) && !name.startsWith('_') && isSymbol(symbol))
        files.set(symbol, name);
    }
    return files;
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.directory);
    } catch (error) {
      throw new HighwaterError(
        'CSV_DIRECTORY_UNREADABLE',
        'usage',
        `The folder that MARKET_DATA_CSV_DIR names cannot be read (${systemCodeOf(error)}): check the setting.`,
      );
    }
  }
}
