import { longestStreaks } from '../kernels/streaks.js';
import { defineMetric } from '../metric.js';

export const longestWinStreak = defineMetric({
  id: 'longestWinStreak',
  name: 'Longest run of gains',
  unit: 'periods',
  formula: 'most consecutive returns above 0',
  latex: String.raw`\max\{j-i+1: r_t>0\ \forall t\in[i,j]\}`,
  convention: 'In periods of the basis; a return of 0 breaks the run.',
  sign: 'Never negative; 0 when there are no gains.',
  minimumSample: 1,
  source: 'Wald and Wolfowitz, Annals of Mathematical Statistics 11 (1940), 147-162',
  needs: [],
  compute: (sample) => sample.of(longestStreaks).gains,
});
