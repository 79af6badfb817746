import { HighwaterError } from '../../../../domain/errors.js';
import type { StrategySetup } from '../../strategy.js';

const SYMBOLS_SHOWN = 20;

/** Every asset of the simulation, by index. */
export function allAssets({ symbols }: StrategySetup): number[] {
  return [...symbols.keys()];
}

/**
 * The assets that a parameter names.
 *
 * @throws HighwaterError STRATEGY_ASSET_MISSING
 */
export function assetsNamed(
  { symbols }: StrategySetup,
  parameter: string,
  named: readonly string[],
): number[] {
  return named.map((symbol) => {
    const asset = symbols.indexOf(symbol);
    if (asset >= 0) return asset;
    const shown = symbols.slice(0, SYMBOLS_SHOWN).join(', ');
    const all = symbols.length > SYMBOLS_SHOWN ? `${shown}, …` : shown;
    throw new HighwaterError(
      'STRATEGY_ASSET_MISSING',
      'usage',
      `${parameter} names ${symbol}, which is not among the assets (${all}): add it to them, with an allocation of 0 if need be, or name another.`,
      { parameter, symbol },
    );
  });
}

/** The safe asset; null is cash. @throws HighwaterError STRATEGY_ASSET_MISSING */
export function safeAssetOf(setup: StrategySetup, symbol: string | null): number | null {
  return symbol === null ? null : (assetsNamed(setup, 'safeAsset', [symbol])[0] as number);
}

/**
 * The assets but the safe one.
 *
 * @throws HighwaterError STRATEGY_WITHOUT_CHOICE where there is no other
 */
export function assetsBeside(setup: StrategySetup, safe: number | null): number[] {
  const others = allAssets(setup).filter((asset) => asset !== safe);
  if (others.length > 0) return others;
  const message = `There is nothing to choose beside ${setup.symbols[0] ?? 'the safe asset'}: add an asset, or name no safeAsset.`;
  throw new HighwaterError('STRATEGY_WITHOUT_CHOICE', 'usage', message);
}
