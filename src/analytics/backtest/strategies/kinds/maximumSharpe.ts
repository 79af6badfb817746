import { z } from 'zod';
import { PERIODS_PER_YEAR, ratePerPeriod } from '../../../metrics/annualisation.js';
import { maximumSharpe as highestRatio, minimumVariance } from '../../optimise/meanVariance.js';
import { defineStrategy } from '../defineStrategy.js';
import { weighedByCovariance, withinLimit } from '../rules/optimised.js';
import {
  insufficientHistory,
  lookback,
  shrinkage,
  tradingDays,
  weightMax,
} from '../rules/parameters.js';

export const maximumSharpe = defineStrategy({
  kind: 'maximum-sharpe',
  name: 'Maximum Sharpe ratio',
  documentation:
    'Holds the long-only weights of the highest ratio of mean excess return to deviation over the lookback, none above weightMax, at the close of each period. Where no mix of the assets beat the risk-free rate, holds what withoutGain says. Takes the assets whose returns are known over the whole lookback and differ. Means of a year are little more than noise: expect it to chase them.',
  source:
    'Sharpe, Journal of Business 39 (1966), 119-138; Tobin, Review of Economic Studies 25 (1958), 65-86',
  parameters: z.strictObject({
    lookback: lookback(252),
    ...tradingDays('monthly'),
    weightMax: weightMax(0.5),
    ...shrinkage(0.2),
    riskFreeRate: z
      .number()
      .min(-0.5)
      .max(1)
      .default(0)
      .describe('A fraction per year that returns are measured against.'),
    withoutGain: z
      .enum(['minimum-variance', 'cash'])
      .default('minimum-variance')
      .describe('What is held where no mix of the assets beat the risk-free rate.'),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) => {
    const limit = parameters.weightMax;
    const riskFree = ratePerPeriod(parameters.riskFreeRate, PERIODS_PER_YEAR.daily);
    return weighedByCovariance(setup, parameters, (covariance, { moments }) =>
      withinLimit(moments.length, limit, () => {
        const means = Float64Array.from(moments, ({ mean }) => mean - riskFree);
        const best = highestRatio(covariance, means, limit);
        if (best !== null) return best.weights;
        return parameters.withoutGain === 'cash'
          ? new Float64Array(moments.length)
          : minimumVariance(covariance, limit).weights;
      }),
    );
  },
});
