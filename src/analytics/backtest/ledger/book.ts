import { assert } from '../../../domain/errors.js';
import type { DividendPayment, ExternalFlow, Payment } from './ledger.js';
import type { Holdings } from './holdings.js';
import type { Order } from './orders.js';
import { sumOf, type Trade, type TradeReason } from './trades.js';

/** Writes down all that moves money or shares, as it moves them. */
export class Book {
  readonly trades: Trade[] = [];
  readonly dividends: DividendPayment[] = [];
  readonly managementFees: Payment[] = [];
  readonly flows: ExternalFlow[] = [];
  /** Costs of trading and management fees to date. */
  feesCents = 0;
  /** In less out, of the day. */
  flowCents = 0;
  /** Since 1970. */
  day = NaN;

  constructor(readonly holdings: Holdings) {}

  open(day: number): void {
    this.day = day;
    this.flowCents = 0;
  }

  trade(order: Order, reason: TradeReason): void {
    const { asset, heldUnits, units, amountCents, commissionCents, spreadCents, slippageCents } =
      order;
    const { holdings } = this;
    const price = holdings.price[asset] as number;
    const costs = sumOf(order);
    holdings.setUnits(asset, heldUnits);
    holdings.cashCents -= Math.sign(units) * amountCents + costs;
    assert(holdings.cashCents >= 0, 'nothing is bought on credit');
    this.feesCents += costs;
    this.trades.push({
      day: this.day,
      asset,
      units,
      price,
      amountCents,
      commissionCents,
      spreadCents,
      slippageCents,
      reason,
    });
  }

  receive(payment: Omit<DividendPayment, 'day'>): void {
    this.holdings.cashCents += payment.amountCents;
    this.dividends.push({ day: this.day, ...payment });
  }

  contribute(amountCents: number): void {
    this.holdings.cashCents += amountCents;
    this.#flow('contribution', amountCents, amountCents);
  }

  /** Pays out what is asked for, or what there is. */
  withdraw(kind: 'withdrawal' | 'dividend', askedCents: number): void {
    const amountCents = Math.min(askedCents, this.holdings.cashCents);
    this.holdings.cashCents -= amountCents;
    this.#flow(kind, amountCents, -amountCents);
  }

  /** Takes a management fee, or what there is. */
  takeFee(askedCents: number): void {
    const amountCents = Math.min(askedCents, this.holdings.cashCents);
    if (amountCents === 0) return;
    this.holdings.cashCents -= amountCents;
    this.feesCents += amountCents;
    this.managementFees.push({ day: this.day, amountCents });
  }

  #flow(kind: ExternalFlow['kind'], amountCents: number, flowCents: number): void {
    if (amountCents === 0) return;
    this.flowCents += flowCents;
    this.flows.push({ day: this.day, kind, amountCents });
  }
}
