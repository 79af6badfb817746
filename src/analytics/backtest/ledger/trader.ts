import type { Weights } from '../strategy.js';
import type { Book } from './book.js';
import { entering, inProportion, toWeights, withMore, type Desire } from './desires.js';
import type { LedgerOptions } from './options.js';
import { LOT_UNITS, OrderDesk } from './orders.js';
import type { DueFlows } from './payments.js';
import { tradeCosts, type TradeReason } from './trades.js';

/** What the holdings weighed before a close's trades. */
export interface Standing {
  /** @param place where the weights may go, as wide as the market */
  standing(place: Weights): Weights;
}

/** What a close is traded for. */
export interface CloseDue extends DueFlows {
  /** What the strategy decided; null lets things drift. */
  readonly weights: Weights | null;
  readonly close: Standing;
  readonly feeCents: number;
}

/** Trades at closes: to decided weights, for money that comes and goes, and for what waits. */
export class Trader {
  readonly #desk: OrderDesk;
  /** What the strategy decided last, of no effect before it did. */
  readonly #decided: Weights;
  #hasDecided = false;
  /** Memory that every decision uses again. */
  readonly #standing: Weights;
  readonly #wanted: Float64Array;
  /** Assets with a decided weight that have had no close yet to be bought at. */
  #waiting: number[] = [];
  #hasTraded = false;

  constructor(
    private readonly book: Book,
    private readonly options: LedgerOptions,
  ) {
    const lotUnits = LOT_UNITS[options.shares];
    this.#desk = new OrderDesk(book.holdings, { costsOf: tradeCosts(options.costs), lotUnits });
    const { length } = book.holdings.units;
    this.#decided = new Float64Array(length);
    this.#standing = new Float64Array(length);
    this.#wanted = new Float64Array(length);
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
      this.#decide(weights, due.close.standing(this.#standing), outflow);
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
    const decided = this.#decided;
    for (let asset = 0; asset < decided.length; asset += 1) {
      decided[asset] = Math.max(0, weights[asset] as number);
    }
    this.#hasDecided = true;
    const terms = { weights: decided, standing, unlisted };
    const desire = toWeights(holdings, terms, this.#wanted);
    this.#order(desire, this.#hasTraded ? 'rebalance' : 'initial', outflowCents);
    this.#waiting = [];
    if (unlisted === 'redistribute') return;
    for (let asset = 0; asset < decided.length; asset += 1) {
      const isWanted = (decided[asset] as number) > 0 && holdings.units[asset] === 0;
      if (isWanted && !holdings.isTradable(asset)) this.#waiting.push(asset);
    }
  }

  #invest(beforeCents: number, outflowCents: number): void {
    if (!this.#hasDecided) return;
    const { unlisted } = this.options;
    const desire = withMore(this.book.holdings, this.#decided, beforeCents, unlisted);
    this.#order(desire, 'flow', outflowCents);
  }

  #enter(): void {
    const { holdings } = this.book;
    const entrants = this.#waiting.filter(holdings.isTradable);
    if (entrants.length === 0) return;
    this.#order(entering(holdings, this.#decided, entrants), 'listing', 0);
    this.#waiting = this.#waiting.filter((asset) => !entrants.includes(asset));
  }

  #order(desire: Desire, reason: TradeReason, outflowCents: number): void {
    const orders = this.#desk.ordersTowards(desire, outflowCents);
    // Sales first, so that they pay for purchases.
    for (const order of orders) if (order.units < 0) this.book.trade(order, reason);
    for (const order of orders) if (order.units > 0) this.book.trade(order, reason);
    this.#hasTraded ||= orders.length > 0;
  }
}
