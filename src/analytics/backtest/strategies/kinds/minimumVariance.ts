import { z } from 'zod';
import { minimumVariance as leastVariance } from '../../optimise/meanVariance.js';
import { defineStrategy } from '../defineStrategy.js';
import { weighedByCovariance, withinLimit } from '../rules/optimised.js';
import {
  insufficientHistory,
  lookback,
  shrinkage,
  tradingDays,
  weightMax,
} from '../rules/parameters.js';

export const minimumVariance = defineStrategy({
  kind: 'minimum-variance',
  name: 'Minimum variance',
  documentation:
    'Holds the long-only weights of least variance, by the covariances of returns over the lookback, none above weightMax, at the close of each period. Takes the assets whose returns are known over the whole lookback and differ.',
  source:
    'Markowitz, Journal of Finance 7 (1952), 77-91; Ledoit and Wolf, Journal of Portfolio Management 30 (2004), 110-119',
  parameters: z.strictObject({
    lookback: lookback(252),
    ...tradingDays('monthly'),
    weightMax: weightMax(0.5),
    ...shrinkage(0.2),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) =>
    weighedByCovariance(setup, parameters, (covariance) =>
      withinLimit(
        covariance.size,
        parameters.weightMax,
        () => leastVariance(covariance, parameters.weightMax).weights,
      ),
    ),
});
