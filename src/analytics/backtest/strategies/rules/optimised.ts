import { HighwaterError } from '../../../../domain/errors.js';
import { covarianceOf, shrunk, type ShrinkageTarget } from '../../optimise/covariance.js';
import type { SquareMatrix } from '../../optimise/squareMatrix.js';
import type { Strategy, StrategySetup } from '../../strategy.js';
import { allAssets } from './assets.js';
import { movingReturns, type MovingReturns } from './knownReturns.js';
import { atPeriodEnds, type TradingDays } from './periodEnds.js';
import { placed, withoutHistory, type InsufficientHistory } from './weights.js';

/** Assets whose covariances one strategy works with at most: the work grows with their cube. */
export const COVARIANCE_ASSETS_MAX = 200;

/** Parameters of every strategy that weighs assets by how their returns move together. */
export interface CovarianceTerms extends TradingDays {
  readonly lookback: number;
  readonly shrinkage: number;
  readonly shrinkageTarget: ShrinkageTarget;
  readonly insufficientHistory: InsufficientHistory;
}

/**
 * Weighs, on each trading day, the assets whose returns over the lookback are known and differ.
 *
 * @param fractionsOf one per known asset, together at most 1
 * @throws HighwaterError STRATEGY_TOO_MANY_ASSETS
 */
export function weighedByCovariance(
  setup: StrategySetup,
  terms: CovarianceTerms,
  fractionsOf: (covariance: SquareMatrix, known: MovingReturns) => Float64Array,
): Strategy {
  requireFew(setup.symbols.length);
  return atPeriodEnds(setup, terms, ({ history }) => {
    const known = movingReturns(history, allAssets(setup), terms.lookback);
    if (known.assets.length === 0) return withoutHistory(setup, terms.insufficientHistory);
    const covariance = shrunk(covarianceOf(known.columns, known.moments), {
      intensity: terms.shrinkage,
      target: terms.shrinkageTarget,
    });
    return placed(setup, known.assets, fractionsOf(covariance, known));
  });
}

function requireFew(assets: number): void {
  if (assets <= COVARIANCE_ASSETS_MAX) return;
  const message = `A strategy that looks at covariances takes at most ${COVARIANCE_ASSETS_MAX} assets, not ${assets}: leave some out, or choose inverse-volatility.`;
  throw new HighwaterError('STRATEGY_TOO_MANY_ASSETS', 'usage', message);
}

/** Fractions under a limit: where it leaves no choice each asset has the limit, the rest is cash. */
export function withinLimit(
  count: number,
  weightMax: number,
  optimise: () => Float64Array,
): Float64Array {
  return count * weightMax <= 1 ? new Float64Array(count).fill(weightMax) : optimise();
}
