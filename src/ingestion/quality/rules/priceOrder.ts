import { Dec } from '../../../domain/decimals.js';
import { RESTATEMENT_TOLERANCE } from '../../../domain/priceBar.js';
import type { BarRule } from '../rule.js';

export const priceOrder: BarRule = {
  code: 'price-order',
  severity: 'error',
  catches:
    'A bar whose open or close lies outside low to high. Within float noise (1e-6, relative) low ' +
    'and high are moved to enclose them, which an info finding tells.',
  inspect(bar) {
    const { open, high, low, close } = bar;
    if (open === null || high === null || low === null || close === null) return null;
    if (high.gte(open) && high.gte(close) && low.lte(open) && low.lte(close)) return null;
    const top = Dec.max(open, close, high);
    const bottom = Dec.min(open, close, low);
    const excess = Math.max(
      top.minus(high).div(top).toNumber(),
      low.minus(bottom).div(low).toNumber(),
    );
    return excess <= RESTATEMENT_TOLERANCE && low.lte(high.times(1 + RESTATEMENT_TOLERANCE))
      ? { amended: { ...bar, high: top, low: bottom }, because: 'Float noise: range widened.' }
      : { refused: `Open or close lies outside low to high by ${(excess * 100).toFixed(4)} %.` };
  },
};
