import { z } from 'zod';
import { plainSum } from '../../../metrics/kernels/sums.js';
import { defineStrategy } from '../defineStrategy.js';
import { safeAssetOf } from '../rules/assets.js';
import { insufficientHistory, lookback, safeAsset, tradingDays } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { inOrOut } from '../rules/timing.js';

export const movingAverage = defineStrategy({
  kind: 'moving-average',
  name: 'Moving average',
  documentation:
    'Holds each asset at its target while its newest known close is above the mean of the closes of the lookback, that one included; the safe asset or cash in its place otherwise. Closes are adjusted for splits and distributions. Decides at the close of each period. What becomes of an asset whose closes are not known over the whole lookback, insufficientHistory says.',
  source: 'Faber, Journal of Wealth Management 9 (2007), 69-79',
  parameters: z.strictObject({
    lookback: lookback(210),
    safeAsset,
    ...tradingDays('monthly'),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) => {
    const safe = safeAssetOf(setup, parameters.safeAsset);
    return atPeriodEnds(setup, parameters, ({ history }) =>
      inOrOut(setup, { ...parameters, safe }, (asset) => {
        const closes = history.closes(asset, parameters.lookback);
        return closes && (closes.at(-1) as number) > plainSum(closes) / closes.length;
      }),
    );
  },
});
