import type { CorporateAction } from '../../domain/corporateAction.js';
import type { Finding, Severity } from '../../domain/finding.js';
import type { PriceBar } from '../../domain/priceBar.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type {
  AdjustedFor,
  ProviderBar,
  ProviderCap,
  ProviderHistory,
} from '../providers/provider.js';

/** What is needed of the session before a range. */
export type PreviousBar = Pick<PriceBar, 'date' | 'close'>;

/** What a history is prepared for. */
export interface PrepareRequest {
  readonly symbol: string;
  /** The currency that the asset is kept in, or null when it is not known yet. */
  readonly expectedCurrency: string | null;
  /** The newest session whose bar is final. */
  readonly to: TradingDate;
  /**
   * The last stored session before the range, as traded: without it the first bar's move, gap and
   * payments of an incremental refresh cannot be judged.
   */
  readonly previousBar?: PreviousBar | null;
}

/** What the provider's numbers are adjusted for. */
export interface ProviderBasis {
  readonly source: string;
  readonly barsAdjustedFor: AdjustedFor;
  readonly actionsAdjustedFor: AdjustedFor;
}

/** A bar whose every cell is there. */
export interface SoundBar extends PriceBar {
  readonly adjustedClose: number | null;
}

/** A history under inspection: as traded, ascending by date. */
export interface Series {
  readonly symbol: string;
  readonly currency: string | null;
  readonly to: TradingDate;
  readonly previousBar: PreviousBar | null;
  readonly bars: readonly SoundBar[];
  /** As traded; splits are already found sound. */
  readonly actions: readonly CorporateAction[];
  /** Dates that the provider sent a row for, refused rows included. */
  readonly receivedDates: ReadonlySet<TradingDate>;
}

interface RuleText {
  /** The code of its findings. */
  readonly code: string;
  readonly severity: Severity;
  /** What it refuses or reports, and why, in one sentence for the documentation. */
  readonly catches: string;
}

/** Refuses a whole history. */
export interface HistoryRule extends RuleText {
  inspect(history: ProviderHistory, request: PrepareRequest): string | null;
}

/** Either the bar is refused, or noise in it is removed and told. */
export type BarVerdict =
  { readonly refused: string } | { readonly amended: ProviderBar; readonly because: string };

/** Looks at one bar alone, in the provider's basis. */
export interface BarRule extends RuleText {
  inspect(bar: ProviderBar, request: PrepareRequest): BarVerdict | null;
}

export interface Remark {
  readonly tradeDate: TradingDate | null;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Indices of what is refused; without it everything is kept. */
  readonly refuses?: readonly number[];
}

/** Looks at the bars in their order, as traded. */
export interface SeriesRule extends RuleText {
  inspect(series: Series): Remark[];
}

/** Looks at the actions among the bars that are left, as traded. */
export interface ActionRule extends RuleText {
  inspect(actions: readonly CorporateAction[], series: Series): Remark[];
}

/** A capitalisation beside the last bar on or before its date; NaN where there is none. */
export interface SeenCap extends ProviderCap {
  /** As traded. */
  readonly close: number;
  readonly adjustedClose: number;
}

/** What capitalisations are judged by. */
export interface CapScope {
  readonly symbol: string;
  /** The newest session whose bar is final. */
  readonly to: TradingDate;
  /** Of the asset's first bar. */
  readonly firstDate: TradingDate;
  /** The newest stored one before the first that is judged. */
  readonly before: SeenCap | null;
  /** Of a fund: its net assets as they are told now, and as they were told the last time. */
  readonly netAssets: number | null;
  readonly netAssetsBefore: number | null;
}

/** Looks at capitalisations, ascending by date. */
export interface CapRule extends RuleText {
  inspect(caps: readonly SeenCap[], scope: CapScope): Remark[];
}

export function findingOf(rule: RuleText, symbol: string, remark: Remark): Finding {
  const { tradeDate, message, detail } = remark;
  return { symbol, code: rule.code, severity: rule.severity, tradeDate, message, detail };
}

/** A bar's cells as JSON. */
export function cellsOf(bar: ProviderBar | SoundBar): Readonly<Record<string, unknown>> {
  const text = (value: { toString(): string } | null): string | null => value?.toString() ?? null;
  return {
    date: bar.date,
    open: text(bar.open),
    high: text(bar.high),
    low: text(bar.low),
    close: text(bar.close),
    volume: text(bar.volume),
    adjustedClose: bar.adjustedClose,
  };
}
