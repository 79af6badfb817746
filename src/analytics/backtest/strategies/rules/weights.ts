import type { StrategySetup, Weights } from '../../strategy.js';

/** What is held until enough history is known. */
export type InsufficientHistory = 'targets' | 'cash';

/** The fraction of equity that the targets invest; the rest of 1 stays cash. */
export function investedOf({ targets }: StrategySetup): number {
  return Math.min(1, sumOf(targets));
}

/** What stands in where nothing is known yet. */
export function withoutHistory(setup: StrategySetup, rule: InsufficientHistory): Weights {
  return rule === 'targets' ? setup.targets.slice() : new Float64Array(setup.targets.length);
}

/** Invests what the targets invest in some of the assets, by fractions of it. */
export function placed(
  setup: StrategySetup,
  assets: readonly number[],
  fractions: ArrayLike<number>,
): Weights {
  const weights = new Float64Array(setup.targets.length);
  const invested = investedOf(setup);
  assets.forEach((asset, k) => {
    weights[asset] = (fractions[k] as number) * invested;
  });
  return weights;
}

/** Equal fractions of 1. */
export function equalFractions(count: number): Float64Array {
  return new Float64Array(count).fill(1 / count);
}

/** Fractions of 1 in proportion to the targets of some assets; equal where these are all 0. */
export function targetFractions(setup: StrategySetup, assets: readonly number[]): Float64Array {
  const targets = Float64Array.from(assets, (asset) => setup.targets[asset] as number);
  const sum = sumOf(targets);
  return sum > 0 ? targets.map((target) => target / sum) : equalFractions(assets.length);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
