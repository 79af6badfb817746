import { z } from 'zod';
import { HighwaterError } from '../../../../domain/errors.js';
import type { StrategySetup } from '../../strategy.js';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets, assetsNamed } from '../rules/assets.js';
import { byMomentum } from '../rules/momentum.js';
import {
  SKIPS_LESS,
  fraction,
  insufficientHistory,
  lookback,
  skip,
  skipsLess,
  symbols,
  top,
  tradingDays,
} from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { equalFractions, investedOf, targetFractions } from '../rules/weights.js';

export const coreSatellite = defineStrategy({
  kind: 'core-satellite',
  name: 'Core and satellite',
  documentation:
    'Holds the core, so large a part of what is invested, in proportion to the targets; with the rest, the satellite, the assets that returned most over the lookback, in equal parts. Decides at the close of each period. Both choose from all assets unless satellites are named: the core is then the other assets. While no satellite’s return is known, insufficientHistory says what becomes of that part: targets means the core.',
  source:
    'Amenc, Malaise and Martellini, Journal of Portfolio Management 31 (2004), 64-75; Jegadeesh and Titman, Journal of Finance 48 (1993), 65-91',
  parameters: z
    .strictObject({
      core: fraction(0.7, 'The part of what is invested that is core.'),
      lookback: lookback(126),
      skip: skip(0),
      top: top(2),
      satellites: symbols('Symbols that the satellite chooses from; empty: all, core included.'),
      ...tradingDays('monthly'),
      insufficientHistory: insufficientHistory('targets'),
    })
    .refine(skipsLess, SKIPS_LESS),
  start: (setup, parameters) => {
    const { core, satellites } = groupsOf(setup, parameters.satellites);
    return atPeriodEnds(setup, parameters, ({ history }) => {
      const picked = byMomentum(history, satellites, parameters).slice(0, parameters.top);
      const isCoreWhole = picked.length === 0 && parameters.insufficientHistory === 'targets';
      const weights = new Float64Array(setup.targets.length);
      const add = (assets: readonly number[], fractions: Float64Array, part: number): void => {
        assets.forEach((asset, k) => {
          const more = (fractions[k] as number) * part * investedOf(setup);
          weights[asset] = (weights[asset] as number) + more;
        });
      };
      add(core, targetFractions(setup, core), isCoreWhole ? 1 : parameters.core);
      const assets = picked.map(({ asset }) => asset);
      add(assets, equalFractions(assets.length), 1 - parameters.core);
      return weights;
    });
  },
});

/** @throws HighwaterError STRATEGY_ASSET_MISSING, STRATEGY_GROUPS_UNCLEAR */
function groupsOf(
  setup: StrategySetup,
  named: readonly string[],
): { core: number[]; satellites: number[] } {
  const all = allAssets(setup);
  if (named.length === 0) return { core: all, satellites: all };
  const satellites = assetsNamed(setup, 'satellites', named);
  const core = all.filter((asset) => !satellites.includes(asset));
  if (core.length > 0) return { core, satellites };
  const message = 'satellites names every asset: leave one or more for the core.';
  throw new HighwaterError('STRATEGY_GROUPS_UNCLEAR', 'usage', message);
}
