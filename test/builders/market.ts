import { marketOf, type AssetHistory, type Market } from '../../src/analytics/backtest/market.js';
import type { StrategyDefinition, Weights } from '../../src/analytics/backtest/strategy.js';
import { adjustCloses, deriveFactors } from '../../src/domain/adjustment.js';
import type { ActionKind, CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import type { Frequency } from '../../src/domain/resample.js';
import { toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import { z } from 'zod';

export type ActionShape = readonly [date: string, kind: ActionKind, value: string];

/** An asset of a market for tests. */
export interface AssetShape {
  /** As traded, one per date of the market; null where it has no bar. */
  readonly close: readonly (number | null)[];
  readonly actions?: readonly ActionShape[];
  /** As long as `close`; derived from closes and actions unless given. */
  readonly adjustedClose?: readonly (number | null)[];
}

/** A market of assets over dates, put together as a real one is. */
export function buildMarket(
  dates: readonly string[],
  assets: Readonly<Record<string, AssetShape>>,
  from: string | null = dates[0] ?? null,
): Market {
  return marketOf({
    assets: Object.entries(assets).map(([symbol, shape]) => assetHistory(symbol, dates, shape)),
    from: from === null ? null : tradingDate(from),
    to: tradingDate(dates.at(-1)!),
  });
}

/** The history of an asset of a market for tests. */
export function assetHistory(
  symbol: string,
  days: readonly string[],
  shape: AssetShape,
): AssetHistory {
  const kept = [...shape.close.keys()].filter((i) => shape.close[i] !== null);
  const dates = Int32Array.from(kept, (i) => toEpochDay(tradingDate(days[i]!)));
  const close = Float64Array.from(kept, (i) => shape.close[i]!);
  const actions = (shape.actions ?? []).map(([exDate, kind, value]): CorporateAction => ({
    exDate: tradingDate(exDate),
    kind,
    value: new Dec(value),
  }));
  const { adjustedClose } = shape;
  return {
    symbol,
    series: {
      dates,
      close,
      adjustedClose:
        adjustedClose === undefined
          ? adjustCloses({ dates, close }, deriveFactors({ dates, close }, actions))
          : Float64Array.from(kept, (i) => adjustedClose[i]!),
      volume: new Float64Array(kept.length),
    },
    actions,
  };
}

/** Buys the targets at the first close, and returns to them at the ends of periods if at all. */
export function periodic(frequency: Frequency | 'never'): StrategyDefinition<object> {
  return decidedBy('Periodic', ({ targets, schedule, startIndex }) => ({ index }) => {
    const isDue =
      index === startIndex || (frequency !== 'never' && schedule.isEnd(frequency, index));
    return isDue ? targets : null;
  });
}

type Setup = Parameters<StrategyDefinition<object>['start']>[0];
type Decide = ReturnType<StrategyDefinition<object>['start']>['decide'];

/** A strategy of a test's own. */
export function decidedBy(
  name: string,
  start: (setup: Setup) => Decide,
): StrategyDefinition<object> {
  return {
    kind: 'rebalance',
    name,
    documentation: 'Made by a test.',
    source: 'None.',
    parameters: z.object({}),
    start: (setup) => ({ decide: start(setup) }),
  };
}

/** Weights of a list. */
export const weightsOf = (...weights: number[]): Weights => Float64Array.from(weights);
