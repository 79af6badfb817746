import type { PlainAction } from '../../domain/corporateAction.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { StrategyKind } from '../../domain/strategy.js';
import type { LedgerOptions, LedgerOptionsInput } from '../backtest/ledger/options.js';
import type { AssetHistory } from '../backtest/market.js';
import type { GivenParameters, StrategyNeeds } from '../backtest/strategies/readParameters.js';
import type { AdjustedPrices } from '../frames/basis.js';
import type { RiskFreeRate } from '../frames/riskFree.js';
import type { Convention } from '../metrics/conventions/variant.js';

/**
 * Whether a backtest reads corporate actions: to pay what was paid on shares, or to count shares
 * through splits.
 */
export function needsActions(
  { dividends }: Pick<LedgerOptions, 'dividends'>,
  { needsMarketCaps }: Pick<StrategyNeeds, 'needsMarketCaps'>,
): boolean {
  return dividends !== 'adjusted' || needsMarketCaps;
}

/** An asset with its whole history; actions are there where {@link needsActions} says so. */
export interface PlainHistory extends Omit<AssetHistory, 'actions'> {
  readonly actions: readonly PlainAction[];
}

/** What a simulated portfolio is held against. */
export interface BacktestBenchmark {
  /** Symbol of an asset or slug of an index. */
  readonly name: string;
  readonly series: AdjustedPrices;
}

/**
 * All that a backtest follows from, as plain data that a thread can be sent: the same input gives
 * the same report, to the byte.
 */
export interface BacktestInput {
  /** Those that are held and those that parameters name. */
  readonly assets: readonly PlainHistory[];
  /** Fractions of equity in the order of `assets`, together at most 1; the rest is cash. */
  readonly targets: readonly number[];
  readonly strategy: StrategyKind;
  /** Over the strategy's defaults. */
  readonly parameters: GivenParameters;
  readonly options: LedgerOptionsInput;
  /** The first purchase is at the close of the first session on or after it; null: the first day that all assets have. */
  readonly from: TradingDate | null;
  readonly to: TradingDate;
  /** Null: what needs a benchmark is missing. */
  readonly benchmark: BacktestBenchmark | null;
  readonly riskFreeRate: RiskFreeRate;
  /** Whose definitions of the figures; our own unless given. */
  readonly convention?: Convention;
}
