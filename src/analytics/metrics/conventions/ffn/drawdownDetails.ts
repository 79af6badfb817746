import type { Outcome } from '../../figure.js';
import { drawdowns } from '../../kernels/drawdown.js';
import { defineVariant } from '../variant.js';
import { ffnSource } from './source.js';

export const averageDrawdownDays = defineVariant({
  name: 'ffn.PerformanceStats.avg_drawdown_days',
  difference: 'Counted from the first date under water, not from the peak.',
  formula: 'mean over falls of (date of recovery, or last date - first date under water)',
  latex: String.raw`\frac{1}{K}\sum_{k=1}^{K}(\mathrm{recovery}_k-\mathrm{first}_k)`,
  sign: 'Never negative: calendar days.',
  minimumSample: 2,
  source: ffnSource('drawdown_details'),
  needs: [],
  compute(sample): Outcome {
    const { dates } = sample;
    const { peakIndex, recoveryIndex } = sample.of(drawdowns);
    if (peakIndex.length === 0) return 'no-drawdown';
    const days = Float64Array.from(peakIndex, (peak, i) => {
      const end = Math.min(recoveryIndex[i] as number, dates.length - 1);
      return (dates[end] as number) - (dates[peak + 1] as number);
    });
    return days.reduce((sum, value) => sum + value, 0) / days.length;
  },
});
