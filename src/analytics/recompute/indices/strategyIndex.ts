import { assert, HighwaterError } from '../../../domain/errors.js';
import { fromEpochDay, type TradingDate } from '../../../domain/tradingDate.js';
import { History } from '../../backtest/history.js';
import { marketOf, type AssetHistory } from '../../backtest/market.js';
import { Schedule } from '../../backtest/schedule.js';
import { startStrategy } from '../../backtest/strategies/registry.js';
import type { GivenParameters } from '../../backtest/strategies/readParameters.js';
import type { Weights } from '../../backtest/strategy.js';
import type { IndexStrategy, StrategyClose } from '../../index/strategyWeights.js';

/** A decision at a close knows closes up to the one before, as in a backtest's default. */
const SESSIONS_BEHIND = 1;

/** What a strategy index follows. */
export interface FollowedStrategy {
  readonly kind: string;
  readonly parameters: GivenParameters;
  /** Fractions by symbol; assets that are not named have 0. Null: equal parts. */
  readonly targets: Readonly<Record<string, number>> | null;
}

/** What its decisions are made from. */
export interface FollowedMarket {
  /** Constituents that have a bar from `from` to `to`; earlier bars are there to look back on. */
  readonly assets: readonly AssetHistory[];
  /** The index's base date. */
  readonly from: TradingDate;
  readonly to: TradingDate;
}

/**
 * A strategy of the backtests as what decides on the weights of an index: asked at the close of
 * every session from the base date on, it sees closes up to the session before and no later ones.
 *
 * @throws HighwaterError what the strategy refuses of its parameters and assets, NO_ASSETS,
 *   TOO_MANY_ASSETS, EMPTY_RANGE, INDEX_TARGET_UNKNOWN (a target that is no constituent)
 */
export function followedStrategy(
  { kind, parameters, targets }: FollowedStrategy,
  { assets, from, to }: FollowedMarket,
): IndexStrategy {
  const market = marketOf({ assets, from, to });
  const symbols = market.assets.map(({ symbol }) => symbol);
  const { dates, startIndex } = market;
  const setup = {
    symbols,
    targets: targetsOf(symbols, targets),
    schedule: new Schedule(dates),
    startIndex,
    endIndex: dates.length - 1,
  };
  const strategy = startStrategy(kind, setup, parameters);
  const history = new History(market);
  let index = startIndex - 1;
  return {
    weightsAt(close) {
      index += 1;
      const isNext = index < dates.length && fromEpochDay(dates[index] as number) === close.date;
      assert(isNext, 'a strategy index is asked at every session, in order');
      history.advanceTo(index - SESSIONS_BEHIND);
      const weights = strategy.decide({
        index,
        history,
        weights: heldWeights(symbols, close),
        isTradable: (asset) => close.isTradable(symbols[asset] as string),
      });
      if (weights === null) return null;
      return new Map(symbols.map((symbol, asset) => [symbol, weights[asset] as number]));
    },
  };
}

function heldWeights(symbols: readonly string[], { weights }: StrategyClose): Weights {
  return Float64Array.from(symbols, (symbol) => weights.get(symbol) ?? 0);
}

function targetsOf(symbols: readonly string[], targets: FollowedStrategy['targets']): Weights {
  if (targets === null) return new Float64Array(symbols.length).fill(1 / symbols.length);
  const unknown = Object.keys(targets).find((symbol) => !symbols.includes(symbol));
  if (unknown === undefined) return Float64Array.from(symbols, (symbol) => targets[symbol] ?? 0);
  throw new HighwaterError(
    'INDEX_TARGET_UNKNOWN',
    'usage',
    `${unknown} has a target, but is no constituent with a price: name it among the constituents, or leave it out of the targets.`,
    { symbol: unknown },
  );
}
