import { describe, expect, it } from '@jest/globals';
import { FREQUENT_PARAMETERS } from '../../../../test/builders/frequentParameters.js';
import { closesFrom, history } from '../../../../test/builders/indexMarket.js';
import { STRATEGY_KINDS, type StrategyKind } from '../../../domain/strategy.js';
import { fromEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { simulate } from '../../backtest/ledger/simulate.js';
import { marketOf, type AssetHistory } from '../../backtest/market.js';
import { readParameters } from '../../backtest/strategies/readParameters.js';
import { strategyOf } from '../../backtest/strategies/registry.js';
import { computeIndex } from '../../index/computeIndex.js';
import type { IndexLedger } from '../../index/ledger.js';
import { followedStrategy } from './strategyIndex.js';

const [SESSIONS, BEFORE] = [220, 60];
const SYMBOLS = ['A', 'B', 'C', 'D'] as const;
const FIRST = '2023-01-03';

/** Four walks; from `changedFrom` on they go another way. */
function assetsUntil(changedFrom = SESSIONS): AssetHistory[] {
  return SYMBOLS.map((symbol, asset) => {
    let price = 100;
    const closes = Array.from({ length: SESSIONS }, (_, i) => {
      const phase = i >= changedFrom ? 3.1 : 0;
      price *= 1 + 0.015 * Math.sin((1.3 + asset) * i + phase) + 0.0003 * asset;
      return price;
    });
    const { series } = history(symbol, closesFrom(FIRST, closes));
    const marketCaps = {
      dates: series.dates,
      marketCaps: series.close.map((close) => close * 1e6),
      sharesOutstanding: null,
    };
    return { symbol, series, actions: [], marketCaps };
  });
}

const daysOf = (assets: readonly AssetHistory[]) => assets[0]!.series.dates;
const rangeOf = (assets: readonly AssetHistory[]) => ({
  from: fromEpochDay(daysOf(assets)[BEFORE]!),
  to: fromEpochDay(daysOf(assets).at(-1)!),
});

function indexOf(
  kind: StrategyKind,
  assets: readonly AssetHistory[],
  targets: Record<string, number> | null = null,
): IndexLedger {
  const { from, to } = rangeOf(assets);
  const followed = { kind, parameters: FREQUENT_PARAMETERS[kind], targets };
  const strategy = followedStrategy(followed, { assets, from, to });
  const definition = {
    kind: 'strategy',
    baseDate: from,
    baseValue: '100',
    parameters: {},
  } as const;
  const histories = assets.map((asset) => ({ ...asset, isDelisted: false }));
  return computeIndex(definition, histories, new Map(), { to }, strategy);
}

describe('a strategy as an index', () => {
  it.each(STRATEGY_KINDS)('%s earns what a backtest of it earns', (kind) => {
    const assets = assetsUntil();
    const { levels } = indexOf(kind, assets);
    const definition = strategyOf(kind);
    const { days } = simulate({
      market: marketOf({ assets, ...rangeOf(assets) }),
      definition,
      parameters: readParameters(definition, FREQUENT_PARAMETERS[kind]),
      targets: new Float64Array(4).fill(1 / 4),
      options: { initialCapital: '9999999999.99' },
    });
    expect(levels).toHaveLength(SESSIONS - BEFORE);
    const worst = levels.reduce((most, level, t) => {
      const equity = days.equityCents[t]! / days.equityCents[0]!;
      return Math.max(most, Math.abs(level / 100 / equity - 1));
    }, 0);
    expect(worst).toBeLessThan(1e-8);
  });

  it.each(STRATEGY_KINDS)('%s sees nothing that is to come', (kind) => {
    const [whole, changed] = [assetsUntil(), assetsUntil(150)];
    const [one, other] = [indexOf(kind, whole), indexOf(kind, changed)];
    const known = 150 - BEFORE;
    expect([...other.levels.subarray(0, known)]).toEqual([...one.levels.subarray(0, known)]);
    expect(other.levels.at(-1)).not.toBe(one.levels.at(-1));
    // What is held from the first changed close on was decided before it was known.
    const heldAt = ({ changes }: IndexLedger) =>
      changes.filter(({ session }) => session < known).map(({ after }) => [...after.units]);
    expect(heldAt(other)).toEqual(heldAt(one));
  });

  it('aims at the targets it is given, 0 for others', () => {
    const { changes, levels } = indexOf('rebalance', assetsUntil(), { A: 0.6, B: 0.3 });
    expect([...changes[0]!.after.members]).toEqual([0, 1]);
    expect(changes[0]!.after.cash / changes[0]!.valueAfter).toBeCloseTo(0.1, 12);
    expect(levels[0]).toBeCloseTo(100, 12);
  });

  it('refuses a target that is none of its assets', () => {
    expect(() => indexOf('rebalance', assetsUntil(), { Z: 1 })).toThrow(/Z has a target/);
  });

  it('needs every session, in order', () => {
    const assets = assetsUntil();
    const followed = { kind: 'rebalance', parameters: {}, targets: null };
    const strategy = followedStrategy(followed, { assets, ...rangeOf(assets) });
    const close = { previousDate: null, weights: new Map(), isTradable: () => true };
    const skipped = () => strategy.weightsAt({ ...close, date: tradingDate('2023-05-01') });
    expect(skipped).toThrow(/every session/);
  });
});
