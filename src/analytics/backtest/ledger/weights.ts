import { HighwaterError } from '../../../domain/errors.js';
import type { Market } from '../market.js';
import type { Weights } from '../strategy.js';

/** What rounding may add to weights that sum to 1, or take from one that is 0. */
const TOLERANCE = 1e-9;

/**
 * Holds weights to what can be held: one per asset, none negative, together at most 1.
 *
 * @param whose for the message: what gave them
 * @throws HighwaterError WEIGHTS_REFUSED
 */
export function requireWeights(weights: Weights, market: Market, whose: string): void {
  const { assets } = market;
  if (weights.length !== assets.length) {
    throw refused(whose, `has ${weights.length} weights for ${assets.length} assets`);
  }
  let sum = 0;
  for (let asset = 0; asset < weights.length; asset += 1) {
    const weight = weights[asset] as number;
    if (!(weight >= -TOLERANCE)) {
      const symbol = assets[asset]?.symbol ?? '';
      throw refused(whose, `weights ${symbol} with ${weight}: nothing is sold short`);
    }
    sum += weight;
  }
  if (sum > 1 + TOLERANCE) {
    throw refused(whose, `has weights of ${sum} together: at most 1, nothing is borrowed`);
  }
}

function refused(whose: string, what: string): HighwaterError {
  return new HighwaterError('WEIGHTS_REFUSED', 'usage', `The simulation's ${whose} ${what}.`);
}
