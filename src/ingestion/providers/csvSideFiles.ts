import { join } from 'node:path';
import { ASSET_TYPES, type AssetProfile, type AssetType } from '../../domain/asset.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { dateCell, numberCell, UnreadableCell } from './csvCell.js';
import { malformed, readCsv, type CsvRow } from './csvTable.js';
import { ProviderError } from './providerError.js';

export const SPLITS_FILE = '_splits.csv';
export const ASSETS_FILE = '_assets.csv';
const SPLIT_COLUMNS = ['symbol', 'ex_date', 'new_shares_per_old'] as const;
const ASSET_COLUMNS = [
  'symbol',
  'name',
  'type',
  'sector',
  'currency',
  'exchange',
  'category',
  'issuer',
  'expense_ratio',
] as const;

async function optionalRows(
  directory: string,
  file: string,
  columns: readonly string[],
): Promise<CsvRow[]> {
  try {
    return await readCsv(join(directory, file), columns);
  } catch (error) {
    if (error instanceof ProviderError && error.failure === 'not-found') return [];
    throw error;
  }
}

/** Reads one row of an operator's own list: a mistake there is told, never passed over. */
function strictly<T>(file: string, row: CsvRow, read: (cells: Record<string, string>) => T): T {
  try {
    if (row.cells === null) throw new UnreadableCell('the row', 'of another length');
    return read(row.cells);
  } catch (error) {
    if (error instanceof UnreadableCell) throw malformed(file, row.line, error.message);
    throw error;
  }
}

/** The splits of `symbol` in the folder's list, none where there is no list. @throws ProviderError */
export async function readSplits(directory: string, symbol: string): Promise<CorporateAction[]> {
  const rows = await optionalRows(directory, SPLITS_FILE, SPLIT_COLUMNS);
  return rows.flatMap((row) =>
    strictly(SPLITS_FILE, row, (cells) => {
      if (cells['symbol']?.toUpperCase() !== symbol) return [];
      const value = numberCell(cells, 'new_shares_per_old');
      if (value === null || value.lte(0)) throw new UnreadableCell('new_shares_per_old', '');
      return [{ exDate: dateCell(cells, 'ex_date'), kind: 'split' as const, value }];
    }),
  );
}

/** What the folder's list says of `symbol`, or null. @throws ProviderError */
export async function readAsset(directory: string, symbol: string): Promise<AssetProfile | null> {
  const rows = await optionalRows(directory, ASSETS_FILE, ASSET_COLUMNS);
  const row = rows.find(({ cells }) => cells?.['symbol']?.toUpperCase() === symbol);
  return row === undefined ? null : strictly(ASSETS_FILE, row, profileOf);
}

function profileOf(cells: Record<string, string>): AssetProfile {
  const text = (column: string): string | null =>
    cells[column] === '' ? null : (cells[column] ?? null);
  const type = text('type') ?? 'etf';
  if (!isAssetType(type)) throw new UnreadableCell('type', type);
  const expenseRatio = numberCell(cells, 'expense_ratio')?.toNumber() ?? null;
  if (expenseRatio !== null && !(expenseRatio >= 0 && expenseRatio < 1)) {
    throw new UnreadableCell('expense_ratio (a fraction)', String(expenseRatio));
  }
  const isFund = type === 'etf' || type === 'fund';
  return {
    name: text('name'),
    type,
    currency: text('currency'),
    exchange: text('exchange'),
    sector: text('sector'),
    sharesOutstanding: null,
    etf: isFund
      ? {
          expenseRatio,
          assetsUnderManagement: null,
          category: text('category'),
          issuer: text('issuer'),
          inceptionDate: null,
          trackedIndex: null,
          region: null,
          style: null,
          dividendYield: null,
          sectorWeights: [],
          countryWeights: [],
          topHoldings: [],
        }
      : null,
  };
}

function isAssetType(text: string): text is AssetType {
  return (ASSET_TYPES as readonly string[]).includes(text);
}
