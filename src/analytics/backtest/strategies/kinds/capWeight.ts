import { z } from 'zod';
import { cappedProportions } from '../../../../domain/cappedProportions.js';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets } from '../rules/assets.js';
import { tradingDays, weightMax } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { placed, withoutHistory } from '../rules/weights.js';

export const capWeight = defineStrategy({
  kind: 'cap-weight',
  name: 'Capitalisation weight',
  documentation:
    'Holds assets in proportion to their market capitalisation as it is known, and returns to that at the close of each period. What one would have above weightMax goes to the others in proportion, until none is above. Assets without a known capitalisation, or without a price any more, are left out; where none has one, the targets are held.',
  source: 'Sharpe, Journal of Finance 19 (1964), 425-442',
  parameters: z.strictObject({ ...tradingDays('quarterly'), weightMax: weightMax(1) }),
  start: (setup, parameters) =>
    atPeriodEnds(setup, parameters, ({ history }) => {
      const assets = allAssets(setup).filter(
        (asset) => history.marketCap(asset) > 0 && history.closes(asset, 1) !== null,
      );
      if (assets.length === 0) return withoutHistory(setup, 'targets');
      const caps = assets.map((asset) => history.marketCap(asset));
      return placed(setup, assets, cappedProportions(caps, parameters.weightMax));
    }),
});
