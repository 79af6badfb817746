import { momentsOf, type Moments } from '../../../metrics/kernels/moments.js';
import type { History } from '../../history.js';

/** Assets whose returns are known over a whole lookback, with these: columns of one length. */
export interface KnownReturns {
  readonly assets: readonly number[];
  readonly columns: readonly Float64Array[];
}

/** Those of some assets that have a return in each of the newest `lookback` sessions. */
export function knownReturns(
  history: History,
  assets: readonly number[],
  lookback: number,
): KnownReturns {
  return select(assets, (asset) => history.returns(asset, lookback));
}

/** Known returns that differ, with their moments. */
export interface MovingReturns extends KnownReturns {
  readonly moments: readonly Moments[];
}

/** Those of them whose returns differ: what never moves has no risk to be weighed by. */
export function movingReturns(
  history: History,
  assets: readonly number[],
  lookback: number,
): MovingReturns {
  const moments: Moments[] = [];
  const known = select(assets, (asset) => {
    const returns = history.returns(asset, lookback);
    const own = returns && momentsOf(returns);
    if (own === null || own.isConstant) return null;
    moments.push(own);
    return returns;
  });
  return { ...known, moments };
}

function select(
  all: readonly number[],
  returnsOf: (asset: number) => Float64Array | null,
): KnownReturns {
  const [assets, columns]: [number[], Float64Array[]] = [[], []];
  for (const asset of all) {
    const returns = returnsOf(asset);
    if (returns === null) continue;
    assets.push(asset);
    columns.push(returns);
  }
  return { assets, columns };
}
