import type { Costs } from './options.js';
import { roundedProduct, UNIT_PRICES_PER_CENT } from './fixedPoint.js';

/**
 * Why shares changed hands: the first purchase; what the strategy decided; money that came or went;
 * a management fee that had to be raised; an asset that could be traded at last; a dividend
 * reinvested; an asset that trades no more; fractions that a split left over.
 */
export type TradeReason =
  'initial' | 'rebalance' | 'flow' | 'fee' | 'listing' | 'dividend' | 'delisting' | 'cash-in-lieu';

/** What a trade costs beside its amount, each to the cent. */
export interface TradeCosts {
  readonly commissionCents: number;
  readonly spreadCents: number;
  readonly slippageCents: number;
}

export interface Trade extends TradeCosts {
  /** Since 1970. */
  readonly day: number;
  /** Its place in the market. */
  readonly asset: number;
  /** Of 1e-8 shares; negative where they were sold. */
  readonly units: number;
  /** Money per share: the close. */
  readonly price: number;
  /** Units times price to the cent, never negative; costs are not in it. */
  readonly amountCents: number;
  readonly reason: TradeReason;
}

export const NO_COSTS: TradeCosts = { commissionCents: 0, spreadCents: 0, slippageCents: 0 };

const BPS = 10_000;

/** What trading costs by its terms; a function of the amount and the units traded, neither signed. */
export function tradeCosts(costs: Costs): (amountCents: number, units: number) => TradeCosts {
  const { commissionFixed, commissionBps, commissionPerShare, spreadBps, slippageBps } = costs;
  const charges = [commissionFixed, commissionBps, commissionPerShare, spreadBps, slippageBps];
  if (charges.every((charge) => charge === 0)) return () => NO_COSTS;
  const fixedCents = roundedProduct(100, commissionFixed, 1);
  const minimumCents =
    commissionPerShare === 0 ? 0 : roundedProduct(100, costs.commissionPerShareMinimum, 1);
  return (amountCents, units) => {
    const byShare =
      commissionPerShare === 0
        ? 0
        : roundedProduct(units, commissionPerShare, UNIT_PRICES_PER_CENT);
    return {
      commissionCents:
        fixedCents +
        (commissionBps === 0 ? 0 : roundedProduct(amountCents, commissionBps, BPS)) +
        Math.max(byShare, minimumCents),
      spreadCents: spreadBps === 0 ? 0 : roundedProduct(amountCents, spreadBps, 2 * BPS),
      slippageCents: slippageBps === 0 ? 0 : roundedProduct(amountCents, slippageBps, BPS),
    };
  };
}

/** All that a trade costs beside its amount. */
export function sumOf({ commissionCents, spreadCents, slippageCents }: TradeCosts): number {
  return commissionCents + spreadCents + slippageCents;
}
