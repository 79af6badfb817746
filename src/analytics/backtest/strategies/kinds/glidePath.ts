import { z } from 'zod';
import { HighwaterError } from '../../../../domain/errors.js';
import { DAYS_PER_YEAR } from '../../../metrics/annualisation.js';
import type { StrategySetup } from '../../strategy.js';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets, assetsNamed } from '../rules/assets.js';
import { fraction, symbols, tradingDays } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { investedOf, targetFractions } from '../rules/weights.js';

export const glidePath = defineStrategy({
  kind: 'glide-path',
  name: 'Glide path',
  documentation:
    'Holds one group of assets, the stocks, at a share of what is invested that moves in a straight line over the years, and another, the bonds, for the rest; within a group by targets. Trades at the close of each period to where the line stands then. A group that is not named holds whatever the other leaves; where neither is named all assets are stocks, and cash takes the place of bonds. Looks at no prices.',
  source: 'Poterba, Rauh, Venti and Wise, in: Developments in the Economics of Aging (2009)',
  parameters: z.strictObject({
    from: fraction(0.9, 'The share of stocks at first.'),
    to: fraction(0.4, 'The share of stocks after the years, and from then on.'),
    years: z
      .number()
      .min(0.01)
      .max(100)
      .default(25)
      .describe('How long the way takes, in years of 365.25 days.'),
    stocks: symbols('Symbols of the stocks; empty: all that are not bonds.'),
    bonds: symbols('Symbols of the bonds; empty: all that are not stocks, or cash.'),
    ...tradingDays('yearly'),
  }),
  start: (setup, parameters) => {
    const { from, to, years } = parameters;
    const { stocks, bonds } = groupsOf(setup, parameters.stocks, parameters.bonds);
    const dayOf = (index: number): number => setup.schedule.dates[index] as number;
    return atPeriodEnds(setup, parameters, ({ index }) => {
      const elapsed = (dayOf(index) - dayOf(setup.startIndex)) / DAYS_PER_YEAR;
      const share = from + (to - from) * Math.min(1, elapsed / years);
      const weights = new Float64Array(setup.targets.length);
      for (const [group, part] of [
        [stocks, share],
        [bonds, 1 - share],
      ] as const) {
        const fractions = targetFractions(setup, group);
        group.forEach((asset, k) => {
          weights[asset] = (fractions[k] as number) * part * investedOf(setup);
        });
      }
      return weights;
    });
  },
});

/** @throws HighwaterError STRATEGY_ASSET_MISSING, STRATEGY_GROUPS_UNCLEAR */
function groupsOf(
  setup: StrategySetup,
  stocksNamed: readonly string[],
  bondsNamed: readonly string[],
): { stocks: number[]; bonds: number[] } {
  const stocks = assetsNamed(setup, 'stocks', stocksNamed);
  const bonds = assetsNamed(setup, 'bonds', bondsNamed);
  const both = stocks.find((asset) => bonds.includes(asset));
  if (both !== undefined) throw unclear(setup, both, 'both stocks and bonds: leave it in one');
  const others = allAssets(setup).filter(
    (asset) => !stocks.includes(asset) && !bonds.includes(asset),
  );
  if (stocks.length === 0) return { stocks: others, bonds };
  if (bonds.length === 0) return { stocks, bonds: others };
  const [neither] = others;
  if (neither === undefined) return { stocks, bonds };
  throw unclear(
    setup,
    neither,
    'neither stocks nor bonds: name it in one, or leave one of them empty',
  );
}

function unclear({ symbols: names }: StrategySetup, asset: number, what: string): HighwaterError {
  const symbol = names[asset] as string;
  return new HighwaterError('STRATEGY_GROUPS_UNCLEAR', 'usage', `${symbol} is among ${what}.`, {
    symbol,
  });
}
