import { z } from 'zod';
import { defineStrategy } from '../defineStrategy.js';
import { assetsBeside, safeAssetOf } from '../rules/assets.js';
import { byMomentum, momentumOf } from '../rules/momentum.js';
import {
  SKIPS_LESS,
  insufficientHistory,
  lookback,
  safeAsset,
  skip,
  skipsLess,
  top,
  tradingDays,
} from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';
import { inOrOut } from '../rules/timing.js';
import { equalFractions, placed, withoutHistory } from '../rules/weights.js';

export const momentum = defineStrategy({
  kind: 'momentum',
  name: 'Momentum',
  documentation:
    'Relative: holds the assets that returned most over the lookback, the newest sessions left out, in equal parts; the safe asset is not ranked. Absolute: holds each asset at its target while that return is above 0, and the safe asset or cash in its place otherwise. Decides at the close of each period. An asset whose return is not known yet is not ranked; in the absolute mode insufficientHistory says what becomes of it.',
  source:
    'Jegadeesh and Titman, Journal of Finance 48 (1993), 65-91; Moskowitz, Ooi and Pedersen, Journal of Financial Economics 104 (2012), 228-250',
  parameters: z
    .strictObject({
      mode: z
        .enum(['relative', 'absolute'])
        .default('relative')
        .describe('Whether assets are held against each other or against 0.'),
      lookback: lookback(252),
      skip: skip(21),
      top: top(3),
      safeAsset,
      ...tradingDays('monthly'),
      insufficientHistory: insufficientHistory('targets'),
    })
    .refine(skipsLess, SKIPS_LESS),
  start: (setup, parameters) => {
    const safe = safeAssetOf(setup, parameters.safeAsset);
    const candidates = assetsBeside(setup, safe);
    return atPeriodEnds(setup, parameters, ({ history }) => {
      if (parameters.mode === 'absolute') {
        return inOrOut(setup, { ...parameters, safe }, (asset) => {
          const earned = momentumOf(history, asset, parameters);
          return earned === null ? null : earned > 0;
        });
      }
      const picked = byMomentum(history, candidates, parameters).slice(0, parameters.top);
      if (picked.length === 0) return withoutHistory(setup, parameters.insufficientHistory);
      const assets = picked.map(({ asset }) => asset);
      return placed(setup, assets, equalFractions(assets.length));
    });
  },
});
