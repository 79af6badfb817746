import { drawdowns } from '../kernels/drawdown.js';
import { defineMetric } from '../metric.js';

export const averageDrawdownDays = defineMetric({
  id: 'averageDrawdownDays',
  name: 'Average length of drawdowns',
  unit: 'days',
  formula: 'mean over falls of (day of recovery, or last day - last day at the peak)',
  latex: String.raw`\frac1d\sum_{j=1}^{d}(d_{\mathrm{recovery}_j}-d_{\mathrm{peak}_j})`,
  convention:
    'Calendar days under water, as in longestDrawdownDays; a fall not yet made good counts up to the last date.',
  sign: 'Positive.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { peakIndex, recoveryIndex } = sample.of(drawdowns);
    if (peakIndex.length === 0) return 'no-drawdown';
    const { dates } = sample;
    let days = 0;
    for (let i = 0; i < peakIndex.length; i += 1) {
      const end = Math.min(recoveryIndex[i] as number, dates.length - 1);
      days += (dates[end] as number) - (dates[peakIndex[i] as number] as number);
    }
    return days / peakIndex.length;
  },
});
