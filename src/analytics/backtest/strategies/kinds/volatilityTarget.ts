import { z } from 'zod';
import { PERIODS_PER_YEAR } from '../../../metrics/annualisation.js';
import { momentsOf } from '../../../metrics/kernels/moments.js';
import type { Weights } from '../../strategy.js';
import { defineStrategy } from '../defineStrategy.js';
import { allAssets } from '../rules/assets.js';
import { knownReturns, type KnownReturns } from '../rules/knownReturns.js';
import { insufficientHistory, lookback, tradingDays } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { investedOf, placed, targetFractions, withoutHistory } from '../rules/weights.js';

export const volatilityTarget = defineStrategy({
  kind: 'volatility-target',
  name: 'Volatility target',
  documentation:
    'Scales the targets by target over the volatility that they would have had over the lookback, rebalanced at each close, and keeps the rest in cash. The scale is leverageMax at most, and never so high that money would have to be borrowed. Decides at the close of each period. Assets whose returns are not known over the whole lookback are left out, the others keep their proportions.',
  source: 'Moreira and Muir, Journal of Finance 72 (2017), 1611-1644',
  parameters: z.strictObject({
    target: z
      .number()
      .min(0.001)
      .max(2)
      .default(0.1)
      .describe('Volatility of the whole, a fraction per year.'),
    lookback: lookback(63),
    leverageMax: z
      .number()
      .min(0.01)
      .max(10)
      .default(1)
      .describe('The most that targets are scaled by; their sum stays at most 1.'),
    ...tradingDays('monthly'),
    insufficientHistory: insufficientHistory('targets'),
  }),
  start: (setup, parameters) => {
    const targeted = allAssets(setup).filter((asset) => (setup.targets[asset] as number) > 0);
    return atPeriodEnds(setup, parameters, ({ history }) => {
      const known = knownReturns(history, targeted, parameters.lookback);
      if (known.assets.length === 0) return withoutHistory(setup, parameters.insufficientHistory);
      const weights = placed(setup, known.assets, targetFractions(setup, known.assets));
      const volatility = volatilityOf(weights, known);
      const scaleMax = Math.min(parameters.leverageMax, 1 / investedOf(setup));
      const scale =
        volatility === 0 ? scaleMax : Math.min(scaleMax, parameters.target / volatility);
      return weights.map((weight) => weight * scale);
    });
  },
});

/** Annualised, of weights that are kept over all returns. */
function volatilityOf(weights: Weights, { assets, columns }: KnownReturns): number {
  const mixed = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((column, k) => {
    const weight = weights[assets[k] as number] as number;
    column.forEach((value, t) => {
      mixed[t] = (mixed[t] as number) + weight * value;
    });
  });
  const { standardDeviation, isConstant } = momentsOf(mixed);
  return isConstant ? 0 : standardDeviation * Math.sqrt(PERIODS_PER_YEAR.daily);
}
