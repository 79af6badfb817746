import type { Weights } from '../strategy.js';
import type { Book } from './book.js';
import { entering, inProportion, toWeights, withMore, type Desire } from './desires.js';
import type { LedgerOptions } from './options.js';
import { LOT_UNITS, ordersTowards, type TradingTerms } from './orders.js';
import type { DueFlows } from './payments.js';
import { tradeCosts, type TradeReason } from './trades.js';

/** What a close is traded for. */
export interface CloseDue extends DueFlows {
  /** What the strategy decided; null lets things drift. */
  readonly weights: Weights | null;
  /** The weights before the trade, looked at where something was decided. */
  readonly standing: { readonly weights: Weights };
  readonly feeCents: number;
}

/** Trades at closes: to decided weights, for money that comes and goes, and for what waits. */
export class Trader {
  readonly #terms: TradingTerms;
  #decided: Weights | null = null;
  /** Assets with a decided weight that have had no close yet to be bought at. */
  #waiting: number[] = [];
  #hasTraded = false;

  constructor(
    private readonly book: Book,
    private readonly options: LedgerOptions,
  ) {
    const lotUnits = LOT_UNITS[options.shares];
    this.#terms = { costsOf: tradeCosts(options.costs), lotUnits };
  }

  /** Whether an asset is to be bought as soon as it can be. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Money in comes first and money out goes last; one round of trades serves both and the decision. */
  trade(due: CloseDue): void {
    const { book } = this;
    const { contributionCents, withdrawalCents, feeCents, weights } = due;
    const before = book.holdings.totalWorth;
    book.contribute(contributionCents);
    const outflow = withdrawalCents + feeCents;
    if (weights !== null) {
      this.#decide(weights, due.standing.weights, outflow);
    } else if (contributionCents > outflow) {
      this.#invest(before, outflow);
    } else if (outflow > 0) {
      const reason = withdrawalCents > 0 ? 'flow' : 'fee';
      this.#order(inProportion(book.holdings), reason, outflow);
    }
    book.takeFee(feeCents);
    book.withdraw('withdrawal', withdrawalCents);
    if (weights === null && this.isWaiting) this.#enter();
  }

  #decide(weights: Weights, standing: Weights, outflowCents: number): void {
    const { holdings } = this.book;
    const { unlisted } = this.options;
    this.#decided = Float64Array.from(weights, (weight) => Math.max(0, weight));
    const desire = toWeights(holdings, this.#decided, standing, unlisted);
    this.#order(desire, this.#hasTraded ? 'rebalance' : 'initial', outflowCents);
    this.#waiting = [];
    if (unlisted === 'redistribute') return;
    this.#waiting = [...weights.keys()].filter(
      (asset) =>
        (weights[asset] as number) > 0 &&
        !holdings.isTradable(asset) &&
        holdings.units[asset] === 0,
    );
  }

  #invest(beforeCents: number, outflowCents: number): void {
    if (this.#decided === null) return;
    const { unlisted } = this.options;
    const desire = withMore(this.book.holdings, this.#decided, beforeCents, unlisted);
    this.#order(desire, 'flow', outflowCents);
  }

  #enter(): void {
    const { holdings } = this.book;
    const entrants = this.#waiting.filter(holdings.isTradable);
    if (entrants.length === 0 || this.#decided === null) return;
    this.#order(entering(holdings, this.#decided, entrants), 'listing', 0);
    this.#waiting = this.#waiting.filter((asset) => !entrants.includes(asset));
  }

  #order(desire: Desire, reason: TradeReason, outflowCents: number): void {
    const orders = ordersTowards(desire, this.book.holdings, this.#terms, outflowCents);
    // Sales first, so that they pay for purchases.
    for (const order of orders) if (order.units < 0) this.book.trade(order, reason);
    for (const order of orders) if (order.units > 0) this.book.trade(order, reason);
    this.#hasTraded ||= orders.length > 0;
  }
}
