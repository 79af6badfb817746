import type { AssetProfile } from '../../domain/asset.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import type { Finding } from '../../domain/finding.js';
import type { Decimal } from '../../domain/decimals.js';
import type { TradingDate } from '../../domain/tradingDate.js';

/** A bar as the provider sent it: any cell may be missing, nothing has been checked. */
export interface ProviderBar {
  readonly date: TradingDate;
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  readonly volume: bigint | null;
  /** The provider's own adjusted close, kept only to be compared with ours. */
  readonly adjustedClose: number | null;
}

/** What prices, or cash amounts, have already been divided by when the provider sends them. */
export type AdjustedFor = 'nothing' | 'splits';

export interface HistoryRequest {
  readonly symbol: string;
  /** First trade date wanted, or null for the whole history. */
  readonly from: TradingDate | null;
  /** Last trade date wanted, included: the newest session whose bar is final. */
  readonly to: TradingDate;
  readonly signal: AbortSignal;
}

export interface ProviderHistory {
  /** The symbol that the provider says it answered for. */
  readonly symbol: string;
  readonly currency: string | null;
  readonly bars: readonly ProviderBar[];
  /** Values in the provider's own basis: see `actionsAdjustedFor`. */
  readonly actions: readonly CorporateAction[];
  /** What the adapter itself refused while reading the answer, or found missing in it. */
  readonly findings: readonly Finding[];
  /** False where the source is known to leave dividends out: ours cannot match its adjusted close. */
  readonly hasDividends: boolean;
}

/**
 * What a source says an asset was worth as a whole on a date: the sum, the shares, or both. Nothing
 * has been checked.
 */
export interface ProviderCap {
  readonly date: TradingDate;
  /** Of a fund: its net assets. */
  readonly marketCap: Decimal | null;
  /** As traded on the date. */
  readonly sharesOutstanding: Decimal | null;
}

export interface ProviderCaps {
  /** Ascending, one per date. */
  readonly caps: readonly ProviderCap[];
  /** What the adapter itself refused while reading the answer. */
  readonly findings: readonly Finding[];
}

/**
 * A source of daily bars. An adapter speaks one wire format and nothing else: it declares what its
 * numbers are adjusted for, and leaves checking and un-adjusting to the pipeline.
 */
export interface PriceProvider {
  /** What stored bars are marked with: `yahoo`, `csv`, `simulated`. */
  readonly source: string;
  readonly barsAdjustedFor: AdjustedFor;
  readonly actionsAdjustedFor: AdjustedFor;
  /** `incremental` answers a date range cheaply; `full` always hands over the whole history. */
  readonly delivery: 'incremental' | 'full';

  /** The symbols that the source itself defines, or null when the operator names them. */
  universe(): Promise<readonly string[] | null>;

  /** @throws ProviderError: permanent or worth a retry, as its kind says */
  fetchHistory(request: HistoryRequest): Promise<ProviderHistory>;

  /** Metadata, or null when the source has none. @throws ProviderError */
  fetchProfile(symbol: string, signal: AbortSignal): Promise<AssetProfile | null>;

  /**
   * Capitalisations of dates in the range, and none where the source has none. The figure of today
   * is in the profile where the source tells it there.
   *
   * @throws ProviderError
   */
  fetchCapitalisations(request: HistoryRequest): Promise<ProviderCaps>;

  /** Ends connections; safe to call twice. */
  close(): Promise<void>;
}
