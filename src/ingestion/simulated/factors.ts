import { randomStream, type RandomStream } from './random.js';

/** One session's common moves, as log returns, and how agitated the market is (1 is usual). */
export interface FactorMove {
  readonly equity: number;
  readonly rates: number;
  readonly agitation: number;
}

export const PERIODS_PER_YEAR = 252;
export const EQUITY_VOLATILITY_ANNUAL = 0.17;
export const RATES_VOLATILITY_ANNUAL = 0.06;
/** GARCH(1,1) weights of the last squared shock and of the last variance (Bollerslev 1986). */
const [SHOCK_WEIGHT, VARIANCE_WEIGHT] = [0.09, 0.89];
/** Shocks are cut off here, in standard deviations, so that no session halves a price. */
const SHOCK_MAX = 4.5;

/** A standard normal shock, cut off. */
export function shockOf(random: RandomStream): number {
  return Math.max(-SHOCK_MAX, Math.min(SHOCK_MAX, random.normal()));
}

/** Variances that cluster around 1: each answer is the next session's, after the last one's shock. */
export function varianceCluster(): { next(shock: number): number; readonly variance: number } {
  let variance = 1;
  return {
    get variance() {
      return variance;
    },
    next(shock) {
      const base = 1 - SHOCK_WEIGHT - VARIANCE_WEIGHT;
      variance = base + (SHOCK_WEIGHT * shock * shock + VARIANCE_WEIGHT) * variance;
      return variance;
    },
  };
}

/**
 * The common moves of `sessions` sessions: an equity factor whose variance clusters and rises after
 * falls, and a rates factor that leans against it. Every session takes the same number of random
 * numbers, so that a longer path begins with the shorter one.
 */
export function factorMoves(seed: number, sessions: number): FactorMove[] {
  const random = randomStream(seed);
  const cluster = varianceCluster();
  const daily = 1 / Math.sqrt(PERIODS_PER_YEAR);
  return Array.from({ length: sessions }, () => {
    const shock = shockOf(random);
    const ratesShock = shockOf(random);
    const agitation = Math.sqrt(cluster.variance);
    // A fall agitates more than a rise of the same size.
    cluster.next(shock < 0 ? shock * 1.15 : shock * 0.83);
    return {
      equity: shock * agitation * EQUITY_VOLATILITY_ANNUAL * daily,
      rates: (ratesShock - 0.25 * shock) * RATES_VOLATILITY_ANNUAL * daily,
      agitation,
    };
  });
}
