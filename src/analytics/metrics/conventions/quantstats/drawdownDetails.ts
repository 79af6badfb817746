import type { Outcome } from '../../figure.js';
import { drawdowns } from '../../kernels/drawdown.js';
import { compound, Sample, type Kernel } from '../../sample.js';
import { defineVariant } from '../variant.js';
import { quantstatsSource } from './source.js';

/** The falls as quantstats tells of them, in order. */
export interface DrawdownDetails {
  readonly depth: Float64Array;
  /** Calendar days from the first date under water to the last, both counted. */
  readonly days: Float64Array;
}

/** The sample on the prices that quantstats makes of its returns: rounding may break a tie. */
function recompounded(sample: Sample): Sample {
  const { dates, returns, periodsPerYear, riskFree, benchmark } = sample;
  const prices = compound(returns.values).map((price) => 1 + (price - 1));
  return new Sample({ prices, dates, returns, periodsPerYear, riskFree, benchmark });
}

/** Of a sample whose only fall begins with the first return quantstats sees none. */
const drawdownDetails: Kernel<DrawdownDetails> = (sample) => {
  const { dates } = sample;
  const { depth, peakIndex, recoveryIndex } = drawdowns(recompounded(sample));
  const days = Float64Array.from(peakIndex, (peak, i) => {
    const last = Math.min((recoveryIndex[i] as number) - 1, dates.length - 1);
    return (dates[last] as number) - (dates[peak + 1] as number) + 1;
  });
  const isUnseen = depth.length === 1 && peakIndex[0] === 0;
  return isUnseen ? { depth: depth.subarray(1), days: days.subarray(1) } : { depth, days };
};

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const RECOMPOUNDED =
  'Prices are compounded anew from returns, so that rounding decides whether a price equal to the peak ends a fall';

const WITH = {
  minimumSample: 1,
  source: quantstatsSource('stats.py drawdown_details'),
  needs: [],
} as const;

export const averageDrawdown = defineVariant({
  ...WITH,
  name: 'quantstats.stats.drawdown_details "max drawdown", averaged by reports.metrics',
  difference: `${RECOMPOUNDED}; the only fall of a sample is not seen where it begins with the first return.`,
  formula: 'mean over falls of their lowest price / running peak - 1',
  latex: String.raw`\frac{1}{K}\sum_{k=1}^{K}\min_{t\in k} d_t`,
  sign: 'A negative fraction.',
  compute(sample): Outcome {
    const { depth } = sample.of(drawdownDetails);
    return depth.length === 0 ? 'no-drawdown' : mean(depth);
  },
});

const COUNTED = `From the first date under water to the last, both counted, not from peak to recovery; ${RECOMPOUNDED.toLowerCase()}.`;

export const averageDrawdownDays = defineVariant({
  ...WITH,
  name: 'quantstats.stats.drawdown_details "days", averaged by reports.metrics',
  difference: COUNTED,
  formula: 'mean over falls of (last date under water - first date under water + 1)',
  latex: String.raw`\frac{1}{K}\sum_{k=1}^{K}(\mathrm{last}_k-\mathrm{first}_k+1)`,
  sign: 'Positive: calendar days.',
  compute(sample): Outcome {
    const { days } = sample.of(drawdownDetails);
    return days.length === 0 ? 'no-drawdown' : mean(days);
  },
});

export const longestDrawdownDays = defineVariant({
  ...WITH,
  name: 'quantstats.reports.metrics "Longest DD Days"',
  difference: COUNTED,
  formula: 'max over falls of (last date under water - first date under water + 1)',
  latex: String.raw`\max_k(\mathrm{last}_k-\mathrm{first}_k+1)`,
  sign: 'Positive: calendar days.',
  compute(sample): Outcome {
    const { days } = sample.of(drawdownDetails);
    return days.length === 0 ? 'no-drawdown' : days.reduce((a, b) => Math.max(a, b));
  },
});
