import { drawdowns } from '../kernels/drawdown.js';
import { defineMetric } from '../metric.js';

export const averageRecoveryDays = defineMetric({
  id: 'averageRecoveryDays',
  name: 'Average recovery',
  unit: 'days',
  formula: 'mean over falls made good of (day of recovery - day of the lowest price)',
  latex: String.raw`\frac1d\sum_{j=1}^{d}(d_{\mathrm{recovery}_j}-d_{\mathrm{trough}_j})`,
  convention:
    'Calendar days from the first lowest close to the first close at or above the peak; a fall not yet made good has no part.',
  sign: 'Positive.',
  minimumSample: 1,
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4',
  needs: [],
  compute(sample) {
    const { troughIndex, recoveryIndex } = sample.of(drawdowns);
    const { dates } = sample;
    let [days, recovered] = [0, 0];
    for (let i = 0; i < troughIndex.length; i += 1) {
      const end = recoveryIndex[i] as number;
      if (end === dates.length) continue;
      days += (dates[end] as number) - (dates[troughIndex[i] as number] as number);
      recovered += 1;
    }
    if (recovered > 0) return days / recovered;
    return troughIndex.length === 0 ? 'no-drawdown' : 'no-recovery';
  },
});
