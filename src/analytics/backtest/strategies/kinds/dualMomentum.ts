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
import { investedOf, withoutHistory } from '../rules/weights.js';

export const dualMomentum = defineStrategy({
  kind: 'dual-momentum',
  name: 'Dual momentum',
  documentation:
    'Picks the assets that returned most over the lookback, in equal parts, and holds each of them if that return is above the safe asset’s; otherwise the safe asset in its place. Without a safe asset, or while its return is not known, the return has to be above 0, and cash is held otherwise where there is none. Decides at the close of each period. The safe asset is not ranked, nor is one whose return is not known yet.',
  source: 'Antonacci, Dual Momentum Investing (2014)',
  parameters: z
    .strictObject({
      lookback: lookback(252),
      skip: skip(0),
      top: top(1),
      safeAsset,
      ...tradingDays('monthly'),
      insufficientHistory: insufficientHistory('cash'),
    })
    .refine(skipsLess, SKIPS_LESS),
  start: (setup, parameters) => {
    const safe = safeAssetOf(setup, parameters.safeAsset);
    const candidates = assetsBeside(setup, safe);
    return atPeriodEnds(setup, parameters, ({ history }) => {
      const picked = byMomentum(history, candidates, parameters).slice(0, parameters.top);
      if (picked.length === 0) return withoutHistory(setup, parameters.insufficientHistory);
      const hurdle = (safe === null ? null : momentumOf(history, safe, parameters)) ?? 0;
      const weights = new Float64Array(setup.targets.length);
      for (const { asset, return: earned } of picked) {
        const place = earned > hurdle ? asset : safe;
        if (place === null) continue;
        weights[place] = (weights[place] as number) + investedOf(setup) / picked.length;
      }
      return weights;
    });
  },
});
