import type { TradingDate } from './tradingDate.js';

export const ASSET_TYPES = ['etf', 'equity', 'index', 'fund', 'cash'] as const;
export type AssetType = (typeof ASSET_TYPES)[number];

/** A name and its weight, a fraction of the fund. */
export interface Weight {
  readonly name: string;
  readonly symbol?: string;
  readonly weight: number;
}

/** What a provider knows of an asset beside its prices. Fractions, never percents; null is unknown. */
export interface AssetProfile {
  readonly name: string | null;
  readonly type: AssetType;
  readonly currency: string | null;
  readonly exchange: string | null;
  readonly sector: string | null;
  /** Now, as traded; of a fund the net assets are told instead. */
  readonly sharesOutstanding: bigint | null;
  /** Facts of a fund, null for anything else. */
  readonly etf: EtfFacts | null;
}

export interface EtfFacts {
  /** Annual, a fraction of assets: 0.0003 is 3 basis points. */
  readonly expenseRatio: number | null;
  /** In the asset's currency, a decimal string with two places at most. */
  readonly assetsUnderManagement: string | null;
  readonly category: string | null;
  readonly issuer: string | null;
  readonly inceptionDate: TradingDate | null;
  readonly trackedIndex: string | null;
  readonly region: string | null;
  readonly style: string | null;
  /** Trailing twelve months, a fraction of price. */
  readonly dividendYield: number | null;
  readonly sectorWeights: readonly Weight[];
  readonly countryWeights: readonly Weight[];
  readonly topHoldings: readonly Weight[];
}

const SYMBOL = /^[A-Z0-9^][A-Z0-9.^=-]{0,19}$/;

/** Whether a text can be an asset's symbol: capitals, digits and `.^=-`, 20 at most. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}
