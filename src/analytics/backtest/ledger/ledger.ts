import type { Trade } from './trades.js';

/** One row per session from the first purchase on, as columns of one length. Money is whole cents. */
export interface LedgerDays {
  /** Since 1970. */
  readonly dates: Int32Array;
  /** `cashCents` + `investedCents`, after the trades of the close. */
  readonly equityCents: Float64Array;
  readonly cashCents: Float64Array;
  readonly investedCents: Float64Array;
  /** What came in at this close; negative where it went out. The initial capital is not a flow. */
  readonly externalFlowCents: Float64Array;
  /** Costs of trading and management fees up to and with this day. */
  readonly feesToDateCents: Float64Array;
}

/** Cash paid on shares, on its ex-date. */
export interface DividendPayment {
  readonly day: number;
  readonly asset: number;
  readonly units: number;
  /** Money per share. */
  readonly perShare: number;
  readonly amountCents: number;
  readonly kind: 'dividend' | 'capital_gain';
}

export interface Payment {
  readonly day: number;
  readonly amountCents: number;
}

/** Money that came from outside or went there; `amountCents` is never negative. */
export interface ExternalFlow extends Payment {
  readonly kind: 'contribution' | 'withdrawal' | 'dividend';
}

/** What was held after the trades of a day, as fractions of equity in the market's order. */
export interface Allocation {
  readonly day: number;
  readonly weights: Float64Array;
}

export interface Position {
  readonly asset: number;
  readonly symbol: string;
  readonly units: number;
  readonly price: number;
  readonly valueCents: number;
}

/** Money that one asset gained: value held and sold, less value bought, plus payments, less costs. */
export interface Contribution {
  readonly symbol: string;
  /** Of price alone. */
  readonly priceGainCents: number;
  readonly dividendsCents: number;
  readonly costsCents: number;
  /** The first two less the third. */
  readonly gainCents: number;
}

/** Gains by asset. They and the management fee add up to the total, to the cent. */
export interface Contributions {
  readonly assets: readonly Contribution[];
  readonly managementFeeCents: number;
  /** Final equity and withdrawals less the initial capital and contributions. */
  readonly totalCents: number;
}

/** Why there is no money-weighted return. */
export type MissingMoneyWeighted = 'no-time' | 'flows-of-one-sign' | 'no-convergence';

/** All that happened in a simulation, and what it comes to. */
export interface BacktestLedger {
  readonly symbols: readonly string[];
  readonly initialCapitalCents: number;
  readonly days: LedgerDays;
  readonly trades: readonly Trade[];
  readonly dividends: readonly DividendPayment[];
  readonly managementFees: readonly Payment[];
  readonly flows: readonly ExternalFlow[];
  readonly allocations: readonly Allocation[];
  /** At the last close, without the assets that are not held. */
  readonly positions: readonly Position[];
  /**
   * Fractions, as many as there are days less one: what each close made of the one before it, flows
   * taken out. The first is measured from the initial capital, so that it bears the costs of the
   * first purchase. They end where there is no money left.
   */
  readonly timeWeightedReturns: Float64Array;
  /** The first day that ended without money; null where it never ran out. */
  readonly ruinedOn: number | null;
  /** Fraction per year. */
  readonly moneyWeightedReturn: number | MissingMoneyWeighted;
  /** Half of what was traded after the first purchase, over mean equity, per year; null without time. */
  readonly turnoverAnnual: number | null;
  readonly contributions: Contributions;
}
