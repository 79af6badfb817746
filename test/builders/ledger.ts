import {
  CENTS_PER_MONEY,
  UNITS_PER_SHARE,
} from '../../src/analytics/backtest/ledger/fixedPoint.js';
import type { BacktestLedger } from '../../src/analytics/backtest/ledger/ledger.js';
import type { LedgerOptionsInput } from '../../src/analytics/backtest/ledger/options.js';
import { simulate } from '../../src/analytics/backtest/ledger/simulate.js';
import { sumOf } from '../../src/analytics/backtest/ledger/trades.js';
import type { Market } from '../../src/analytics/backtest/market.js';
import type { StrategyDefinition } from '../../src/analytics/backtest/strategy.js';
import { Dec, type Decimal } from '../../src/domain/decimals.js';
import { fromEpochDay } from '../../src/domain/tradingDate.js';
import { periodic, weightsOf } from './market.js';

/** Runs a strategy of a test's own; buys the targets and holds them unless one is given. */
export function run(
  market: Market,
  targets: readonly number[],
  options: LedgerOptionsInput = {},
  definition: StrategyDefinition<object> = periodic('never'),
): BacktestLedger {
  return simulate({ market, definition, parameters: {}, targets: weightsOf(...targets), options });
}

/** Whole cents as money. */
const moneyOf = (cents: number): Decimal => new Dec(cents).div(CENTS_PER_MONEY);

/** Units of 1e-8 as shares. */
export const sharesOf = (units: number): Decimal => new Dec(units).div(UNITS_PER_SHARE);

const money = (cents: Float64Array): number[] =>
  Array.from(cents, (value) => moneyOf(value).toNumber());

/** The columns of a ledger's days in money, for tests to read. */
export function columnsOf({ days }: BacktestLedger) {
  return {
    equity: money(days.equityCents),
    cash: money(days.cashCents),
    flow: money(days.externalFlowCents),
    fees: money(days.feesToDateCents),
  };
}

/** Trades as a person writes them down: date, symbol, shares, price, amount, costs, reason. */
export function tradeLines({ trades, symbols }: BacktestLedger): string[] {
  return trades.map((trade) => {
    const { day, asset, units, price, amountCents, reason } = trade;
    const shares = sharesOf(units).toString();
    const amounts = [amountCents, sumOf(trade)].map((cents) => moneyOf(cents).toFixed(2));
    return [fromEpochDay(day), symbols[asset], shares, price, ...amounts, reason].join(' ');
  });
}
