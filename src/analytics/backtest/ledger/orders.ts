import type { Desire } from './desires.js';
import {
  flooredQuotient,
  UNIT_PRICES_PER_CENT,
  UNITS_PER_SHARE,
  worthCents,
} from './fixedPoint.js';
import type { Holdings } from './holdings.js';
import { sumOf, type TradeCosts } from './trades.js';

/** A trade that is about to be made. */
export interface Order extends TradeCosts {
  readonly asset: number;
  /** What is held after it, of 1e-8 shares. */
  readonly heldUnits: number;
  /** Traded; negative where sold. */
  readonly units: number;
  readonly amountCents: number;
}

/** An order in memory that is used again. */
type Draft = { -readonly [Field in keyof Order]: Order[Field] };

/** The terms that orders are made by. */
export interface TradingTerms {
  readonly costsOf: (amountCents: number, units: number) => TradeCosts;
  /** Shares are traded in multiples of this many units. */
  readonly lotUnits: number;
}

/** Rounds of orders, until purchases are left out. */
const ROUNDS_MAX = 40;
/** Rounds after which orders that can be paid for are good enough. */
const ROUNDS_TO_SETTLE = 8;

/** Works out orders, in memory that every close uses again. */
export class OrderDesk {
  readonly #desired: Float64Array;
  readonly #drafts: readonly Draft[];

  constructor(
    private readonly holdings: Holdings,
    private readonly terms: TradingTerms,
  ) {
    this.#desired = new Float64Array(holdings.units.length);
    this.#drafts = Array.from(holdings.units, (_, asset) => draftOf(asset));
  }

  /**
   * The orders that lead to what is desired, and leave at least `outflowCents` of cash. Costs are
   * part of it: what is desired is desired of the total less what the orders cost, found by
   * repeating. Where rounding to the cent would take more cash than there is, the largest order is
   * made smaller, or the largest sale larger, by the cents that are missing: no other rounding is
   * done over, which would choose the lucky ones.
   *
   * @returns at most one order per asset, in their order, good until the next are asked for. A sale
   *   that costs more than it brings, and a trade of less than half a cent, is not made
   */
  ordersTowards(desire: Desire, outflowCents: number): Order[] {
    const { holdings } = this;
    const desired = this.#desired;
    const available = holdings.totalWorth - outflowCents;
    let [total, lowered] = [available, 0];
    let missing = { asset: -1, cents: 0 };
    let orders: Order[] = [];
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      desire(Math.max(0, total), desired);
      const { asset, cents } = missing;
      if (asset >= 0) desired[asset] = Math.max(0, (desired[asset] as number) - cents);
      orders = this.#ordersFor(desired);
      const { cashAfter, costs } = settle(orders, holdings.cashCents);
      const shortage = outflowCents - cashAfter;
      const isLate = round >= ROUNDS_TO_SETTLE;
      const isSettled = isLate || Math.abs(available - costs - total) < 1;
      if (isSettled && shortage <= 0) return orders;
      if (isSettled && orders.length > 0) {
        missing = { asset: largest(orders, asset), cents: cents + shortage };
      }
      // Sales that would cost more than they bring are not made: they grow until they are.
      const isStuck = shortage > 0 && (isLate || orders.length === 0);
      lowered = isStuck ? 2 * lowered + shortage : 0;
      total = available - costs - lowered;
    }
    return orders.filter(({ units }) => units < 0);
  }

  #ordersFor(desired: Float64Array): Order[] {
    const orders: Order[] = [];
    for (const draft of this.#drafts) {
      const cents = desired[draft.asset] as number;
      if (Number.isNaN(cents)) continue;
      if (write(draft, cents, this.holdings, this.terms)) orders.push(draft);
    }
    return orders;
  }
}

/** The asset that most is traded of; the one given where there is one. */
function largest(orders: readonly Order[], known: number): number {
  if (known >= 0) return known;
  let [asset, amount] = [-1, 0];
  for (const order of orders) {
    if (order.amountCents > amount) [asset, amount] = [order.asset, order.amountCents];
  }
  return asset;
}

function draftOf(asset: number): Draft {
  const none = { heldUnits: 0, units: 0, amountCents: 0 };
  return { asset, ...none, commissionCents: 0, spreadCents: 0, slippageCents: 0 };
}

/** Writes the order that leads to what is desired of its asset. @returns whether it is to be made */
function write(
  draft: Draft,
  desiredCents: number,
  holdings: Holdings,
  { costsOf, lotUnits }: TradingTerms,
): boolean {
  const { asset } = draft;
  const price = holdings.price[asset] as number;
  const heldUnits = unitsWithin(desiredCents, price, lotUnits);
  const units = heldUnits - (holdings.units[asset] as number);
  if (units === 0) return false;
  const amountCents = worthCents(Math.abs(units), price);
  if (amountCents === 0 && heldUnits !== 0) return false;
  const { commissionCents, spreadCents, slippageCents } = costsOf(amountCents, Math.abs(units));
  draft.heldUnits = heldUnits;
  draft.units = units;
  draft.amountCents = amountCents;
  draft.commissionCents = commissionCents;
  draft.spreadCents = spreadCents;
  draft.slippageCents = slippageCents;
  return units > 0 || sumOf(draft) <= amountCents;
}

/** The most units, in whole lots, that are worth no more than an amount. */
export function unitsWithin(cents: number, price: number, lotUnits: number): number {
  const units = flooredQuotient(cents, UNIT_PRICES_PER_CENT, price);
  return lotUnits === 1 ? units : units - (units % lotUnits);
}

/** The lot of whole or of fractional shares. */
export const LOT_UNITS = { whole: UNITS_PER_SHARE, fractional: 1 } as const;

function settle(orders: readonly Order[], cashCents: number) {
  let [cashAfter, costs] = [cashCents, 0];
  for (const order of orders) {
    cashAfter -= Math.sign(order.units) * order.amountCents;
    costs += sumOf(order);
  }
  return { cashAfter: cashAfter - costs, costs };
}
