import { z } from 'zod';
import { cappedProportions } from '../../../../domain/cappedProportions.js';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets } from '../rules/assets.js';
import { movingReturns } from '../rules/knownReturns.js';
import { insufficientHistory, lookback, tradingDays, weightMax } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { placed, withoutHistory } from '../rules/weights.js';

export const inverseVolatility = defineStrategy({
  kind: 'inverse-volatility',
  name: 'Inverse volatility',
  documentation:
    'Weights each asset by one over the standard deviation of its returns over the lookback, at the close of each period. Takes the assets whose returns are known over the whole lookback and differ.',
  source: 'Leote de Carvalho, Lu and Moulin, Journal of Portfolio Management 38 (2012), 56-70',
  parameters: z.strictObject({
    lookback: lookback(63),
    ...tradingDays('monthly'),
    weightMax: weightMax(1),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) =>
    atPeriodEnds(setup, parameters, ({ history }) => {
      const { assets, moments } = movingReturns(history, allAssets(setup), parameters.lookback);
      if (assets.length === 0) return withoutHistory(setup, parameters.insufficientHistory);
      const inverses = moments.map(({ standardDeviation }) => 1 / standardDeviation);
      return placed(setup, assets, cappedProportions(inverses, parameters.weightMax));
    }),
});
