import type { Outcome } from '../../figure.js';
import {
  gainsAndLosses,
  gainsAndLossesOf,
  type GainsAndLosses,
} from '../../kernels/gainsAndLosses.js';
import type { Kernel } from '../../sample.js';
import { defineVariant, type Variant } from '../variant.js';
import { PARTS_COUNT, returnsByMonth, returnsByQuarter, returnsByYear } from './calendarReturns.js';
import { quantstatsSource } from './source.js';

const ZEROS = 'are left out of the share';

function shareOfWins({ gainCount, lossCount }: GainsAndLosses): Outcome {
  return gainCount + lossCount === 0 ? 'zero-variance' : gainCount / (gainCount + lossCount);
}

export const winRate = defineVariant({
  name: 'quantstats.stats.win_rate',
  difference: `Periods without a change of price ${ZEROS}.`,
  formula: 'number of returns above 0 / number of returns that are not 0',
  latex: String.raw`\frac{\#\{t: r_t>0\}}{\#\{t: r_t\ne 0\}}`,
  sign: 'From 0 to 1.',
  minimumSample: 1,
  source: quantstatsSource('stats.py win_rate'),
  needs: [],
  compute: (sample) => shareOfWins(sample.of(gainsAndLosses)),
});

function calendarWinRate(
  aggregate: string,
  period: string,
  returns: Kernel<Float64Array>,
): Variant {
  return defineVariant({
    name: `quantstats.stats.win_rate(aggregate='${aggregate}')`,
    difference: `${PARTS_COUNT}, and ${period}s that return 0 ${ZEROS}.`,
    formula: `number of calendar ${period}s that return more than 0 / number that do not return 0`,
    latex: String.raw`\frac{\#\{m: R_m>0\}}{\#\{m: R_m\ne 0\}},\quad R_m=\prod_{t\in m}(1+r_t)-1`,
    sign: 'From 0 to 1.',
    minimumSample: 1,
    source: quantstatsSource('stats.py win_rate'),
    needs: [],
    compute: (sample) => shareOfWins(gainsAndLossesOf(sample.of(returns))),
  });
}

export const winRateMonthly = calendarWinRate('ME', 'month', returnsByMonth);
export const winRateQuarterly = calendarWinRate('QE', 'quarter', returnsByQuarter);
export const winRateYearly = calendarWinRate('YE', 'year', returnsByYear);
