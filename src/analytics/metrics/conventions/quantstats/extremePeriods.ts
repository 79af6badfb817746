import type { Kernel } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { PARTS_COUNT, returnsByMonth, returnsByYear } from './calendarReturns.js';
import { quantstatsSource } from './source.js';

interface Extreme {
  readonly end: 'best' | 'worst';
  readonly aggregate: 'ME' | 'YE';
  readonly period: 'month' | 'year';
  readonly returns: Kernel<Float64Array>;
}

function extreme({ end, aggregate, period, returns }: Extreme): Variant {
  const isBest = end === 'best';
  return defineVariant({
    name: `quantstats.stats.${end}(aggregate='${aggregate}')`,
    difference: `${PARTS_COUNT}.`,
    formula: `${isBest ? 'max' : 'min'} of the returns compounded over each calendar ${period}`,
    latex: String.raw`\${isBest ? 'max' : 'min'}_m\left(\prod_{t\in m}(1+r_t) - 1\right)`,
    sign: 'Positive is a gain.',
    minimumSample: 1,
    source: quantstatsSource(`stats.py ${end}`),
    needs: [],
    compute: (sample) =>
      sample.of(returns).reduce((a, b) => (isBest ? Math.max(a, b) : Math.min(a, b))),
  });
}

const MONTH = { aggregate: 'ME', period: 'month', returns: returnsByMonth } as const;
const YEAR = { aggregate: 'YE', period: 'year', returns: returnsByYear } as const;

export const bestMonth = extreme({ end: 'best', ...MONTH });
export const worstMonth = extreme({ end: 'worst', ...MONTH });
export const bestYear = extreme({ end: 'best', ...YEAR });
export const worstYear = extreme({ end: 'worst', ...YEAR });
