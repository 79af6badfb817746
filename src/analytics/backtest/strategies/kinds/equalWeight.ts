import { z } from 'zod';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets } from '../rules/assets.js';
import { tradingDays } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { equalFractions, placed } from '../rules/weights.js';

export const equalWeight = defineStrategy({
  kind: 'equal-weight',
  name: 'Equal weight',
  documentation:
    'Holds the same amount of every asset, whatever the targets are, and returns to it at the close of each period. Looks at no prices.',
  source: 'DeMiguel, Garlappi and Uppal, Review of Financial Studies 22 (2009), 1915-1953',
  parameters: z.strictObject(tradingDays('quarterly')),
  start: (setup, parameters) => {
    const assets = allAssets(setup);
    return atPeriodEnds(setup, parameters, () =>
      placed(setup, assets, equalFractions(assets.length)),
    );
  },
});
