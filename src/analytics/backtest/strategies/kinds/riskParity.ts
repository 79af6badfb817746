import { z } from 'zod';
import { equalRiskContribution } from '../../optimise/equalRiskContribution.js';
import { defineStrategy } from '../defineStrategy.js';
import { weighedByCovariance } from '../rules/optimised.js';
import { insufficientHistory, lookback, shrinkage, tradingDays } from '../rules/parameters.js';

export const riskParity = defineStrategy({
  kind: 'risk-parity',
  name: 'Risk parity',
  documentation:
    'Weights assets so that each contributes the same to the variance of the whole, by the covariances of returns over the lookback, at the close of each period. Takes the assets whose returns are known over the whole lookback and differ.',
  source:
    'Maillard, Roncalli and Teïletche, Journal of Portfolio Management 36 (2010), 60-70; Griveau-Billion, Richard and Roncalli (2013)',
  parameters: z.strictObject({
    lookback: lookback(252),
    ...tradingDays('monthly'),
    ...shrinkage(0),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) =>
    weighedByCovariance(
      setup,
      parameters,
      (covariance) => equalRiskContribution(covariance).weights,
    ),
});
