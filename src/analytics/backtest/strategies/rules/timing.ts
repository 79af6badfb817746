import type { StrategySetup, Weights } from '../../strategy.js';
import type { InsufficientHistory } from './weights.js';

/**
 * Each asset at its target or out of it: what is out goes to the safe asset, or stays cash. The safe
 * asset's own target is always held.
 *
 * @param isHeld null where it is not known yet; `insufficientHistory` says what then
 */
export function inOrOut(
  { targets }: StrategySetup,
  { safe, insufficientHistory }: { safe: number | null; insufficientHistory: InsufficientHistory },
  isHeld: (asset: number) => boolean | null,
): Weights {
  const weights = new Float64Array(targets.length);
  targets.forEach((target, asset) => {
    if (target === 0) return;
    const isIn = asset === safe || (isHeld(asset) ?? insufficientHistory === 'targets');
    const place = isIn ? asset : safe;
    if (place !== null) weights[place] = (weights[place] as number) + target;
  });
  return weights;
}
