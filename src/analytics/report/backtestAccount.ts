import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type {
  BacktestLedger,
  ExternalFlow,
  MissingMoneyWeighted,
} from '../backtest/ledger/ledger.js';
import { moneyText } from '../backtest/ledger/rows.js';
import type { TradeCosts } from '../backtest/ledger/trades.js';

/** Where the money of a backtest came from and went. Amounts are decimal strings. */
export interface BacktestAccount {
  readonly initialCapital: string;
  readonly contributions: string;
  readonly withdrawals: string;
  /** Dividends that were paid out of the portfolio, not those that stayed. */
  readonly dividendsPaidOut: string;
  /** Dividends and capital gains that were received. */
  readonly dividendsReceived: string;
  readonly commission: string;
  readonly spread: string;
  readonly slippage: string;
  readonly managementFee: string;
  readonly finalEquity: string;
  readonly finalCash: string;
  /** Final equity and all that was taken out, less all that was paid in. */
  readonly gain: string;
  readonly trades: number;
  /** Half of what was traded after the first purchase over mean equity, per year. */
  readonly turnoverAnnual: number | null;
  /** Per year, of the investor's own payments (XIRR); null where there is none. */
  readonly moneyWeightedReturn: number | null;
  readonly moneyWeightedReturnMissing: MissingMoneyWeighted | null;
  /** The first day that ended without money; null where it never ran out. */
  readonly ruinedOn: TradingDate | null;
}

/** The account of a ledger: its amounts add up to the cent. */
export function accountOf(ledger: BacktestLedger): BacktestAccount {
  const { days, trades, dividends, managementFees, contributions, ruinedOn } = ledger;
  const flow = (kind: ExternalFlow['kind']): string =>
    moneyText(sumOf(ledger.flows.filter((it) => it.kind === kind)));
  const cost = (kind: keyof TradeCosts): string =>
    moneyText(trades.reduce((sum, trade) => sum + trade[kind], 0));
  const xirr = ledger.moneyWeightedReturn;
  return {
    initialCapital: moneyText(ledger.initialCapitalCents),
    contributions: flow('contribution'),
    withdrawals: flow('withdrawal'),
    dividendsPaidOut: flow('dividend'),
    dividendsReceived: moneyText(sumOf(dividends)),
    commission: cost('commissionCents'),
    spread: cost('spreadCents'),
    slippage: cost('slippageCents'),
    managementFee: moneyText(sumOf(managementFees)),
    finalEquity: moneyText(days.equityCents.at(-1) as number),
    finalCash: moneyText(days.cashCents.at(-1) as number),
    gain: moneyText(contributions.totalCents),
    trades: trades.length,
    turnoverAnnual: ledger.turnoverAnnual,
    moneyWeightedReturn: typeof xirr === 'number' ? xirr : null,
    moneyWeightedReturnMissing: typeof xirr === 'number' ? null : xirr,
    ruinedOn: ruinedOn === null ? null : fromEpochDay(ruinedOn),
  };
}

function sumOf(payments: readonly { readonly amountCents: number }[]): number {
  return payments.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
