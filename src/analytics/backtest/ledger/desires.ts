import type { Weights } from '../strategy.js';
import type { Holdings } from './holdings.js';
import type { LedgerOptions } from './options.js';

/**
 * Says in `desired` what each asset should come to, in cents and not rounded, when the whole
 * portfolio comes to `totalCents`: less than it was by what leaves it, costs included. NaN leaves
 * an asset alone.
 */
export type Desire = (totalCents: number, desired: Float64Array) => void;
type Unlisted = LedgerOptions['unlisted'];

/** What is decided at a close. */
export interface Decision {
  readonly weights: Weights;
  /** The weights now. */
  readonly standing: Weights;
  readonly unlisted: Unlisted;
}

/**
 * To given weights. Assets whose weight is given as it stands are left alone, and so are those that
 * cannot be traded: `cash` keeps the weight of these uninvested, `redistribute` spreads what they
 * do not hold of it over the others, in proportion.
 *
 * @param wanted memory that the desire uses, as wide as the market
 */
export function toWeights(
  holdings: Holdings,
  { weights, standing, unlisted }: Decision,
  wanted: Float64Array,
): Desire {
  let [keptCents, untradableCents, tradableWeight, untradableWeight] = [0, 0, 0, 0];
  for (let asset = 0; asset < wanted.length; asset += 1) {
    const weight = weights[asset] as number;
    wanted[asset] = NaN;
    if (!holdings.isTradable(asset)) {
      untradableCents += holdings.worth(asset);
      untradableWeight += weight;
    } else if (weight === standing[asset]) {
      keptCents += holdings.worth(asset);
    } else {
      wanted[asset] = weight;
      tradableWeight += weight;
    }
  }
  return (totalCents, desired) => {
    const free = Math.max(0, totalCents - keptCents - untradableCents);
    const spread =
      unlisted === 'redistribute' && untradableWeight > 0
        ? Math.max(0, untradableWeight * totalCents - untradableCents)
        : 0;
    const pool = tradableWeight * totalCents + spread;
    const scale = tradableWeight === 0 ? 0 : Math.min(pool, free) / tradableWeight;
    for (let asset = 0; asset < wanted.length; asset += 1) {
      desired[asset] = (wanted[asset] as number) * scale;
    }
  };
}

/** Money out: everything that can be traded, and cash, shrinks by the same part. */
export function inProportion(holdings: Holdings): Desire {
  const { totalWorth } = holdings;
  let locked = 0;
  for (let asset = 0; asset < holdings.units.length; asset += 1) {
    if (!holdings.isTradable(asset)) locked += holdings.worth(asset);
  }
  return (totalCents, desired) => {
    const part = Math.max(0, (totalCents - locked) / (totalWorth - locked));
    holdings.units.forEach((units, asset) => {
      const isShrunk = units > 0 && holdings.isTradable(asset);
      desired[asset] = isShrunk ? holdings.worth(asset) * part : NaN;
    });
  };
}

/** Money in: what comes above `beforeCents` is spent by weights; nothing is sold. */
export function withMore(
  holdings: Holdings,
  weights: Weights,
  beforeCents: number,
  unlisted: Unlisted,
): Desire {
  let [all, tradable] = [0, 0];
  weights.forEach((weight, asset) => {
    all += weight;
    if (holdings.isTradable(asset)) tradable += weight;
  });
  const scale = unlisted === 'redistribute' && tradable > 0 ? all / tradable : 1;
  return (totalCents, desired) => {
    weights.forEach((weight, asset) => {
      const more = weight * scale * (totalCents - beforeCents);
      const isBought = more > 0 && holdings.isTradable(asset);
      desired[asset] = isBought ? holdings.worth(asset) + more : NaN;
    });
  };
}

/** Assets that could not be traded before: each to its weight, from cash alone. */
export function entering(
  holdings: Holdings,
  weights: Weights,
  entrants: readonly number[],
): Desire {
  const { totalWorth, cashCents } = holdings;
  return (totalCents, desired) => {
    desired.fill(NaN);
    const wanted =
      entrants.reduce((sum, asset) => sum + (weights[asset] as number), 0) * totalCents;
    const cash = Math.max(0, cashCents - (totalWorth - totalCents));
    const scale = Math.min(1, cash / wanted);
    for (const asset of entrants) {
      desired[asset] = (weights[asset] as number) * totalCents * scale;
    }
  };
}
