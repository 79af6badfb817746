import type { BacktestHolding } from '../../../store/backtests/sources.js';
import type { HistoryHead } from '../../../store/marketHistories.reader.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import { needsActions } from '../../report/backtestInput.js';
import { ENGINE_VERSION } from '../../report/versions.js';
import { sha256 } from '../inputs.js';
import type { FigureTerms } from '../terms.js';
import type { BacktestOrder } from './orders.js';

/** All that the results of a backtest follow from. */
export interface BacktestFacts {
  readonly holdings: readonly BacktestHolding[];
  readonly order: BacktestOrder;
  readonly terms: FigureTerms;
  /** Of the published snapshot. */
  readonly asOf: TradingDate;
  /** By symbol; an asset that is not among them has no history. */
  readonly heads: ReadonlyMap<string, HistoryHead>;
  /** Hashes by symbol; empty where the strategy needs none. */
  readonly capHashes: ReadonlyMap<string, string>;
}

/** The assets that a backtest takes: those that are held and those that parameters name, sorted. */
export function symbolsOf(holdings: readonly BacktestHolding[], order: BacktestOrder): string[] {
  const held = holdings.map(({ symbol }) => symbol);
  return [...new Set([...held, ...order.needs.symbols])].sort();
}

/** The last day that counts: what is asked for, but never beyond what is published. */
export function endOf({ to }: BacktestOrder, asOf: TradingDate): TradingDate {
  return to !== null && to < asOf ? to : asOf;
}

/**
 * SHA-256 of all that the results of a backtest follow from: equal inputs, equal bytes. A newer
 * snapshot that changes none of it leaves the hash as it was.
 */
export function inputsHash(facts: BacktestFacts): string {
  const { holdings, order, terms, asOf, heads, capHashes } = facts;
  const { strategy, options, from, to } = order;
  const symbols = symbolsOf(holdings, order);
  const dates = symbols.flatMap((symbol) => heads.get(symbol)?.lastDate ?? []);
  const newest = dates.reduce<string>((last, date) => (date > last ? date : last), '');
  const end = endOf(order, asOf);
  const readsActions = needsActions(options, order.needs);
  return sha256([
    ENGINE_VERSION,
    JSON.stringify({ strategy, options, from, to, holdings }),
    end < newest ? end : newest,
    terms.benchmark.name,
    terms.hash,
    ...symbols.flatMap((symbol) => [
      symbol,
      heads.get(symbol)?.hash ?? '',
      (readsActions ? heads.get(symbol)?.actionsHash : null) ?? '',
      capHashes.get(symbol) ?? '',
    ]),
  ]);
}
