import { longestStreaks } from '../kernels/streaks.js';
import { defineMetric } from '../metric.js';

export const longestLossStreak = defineMetric({
  id: 'longestLossStreak',
  name: 'Longest run of losses',
  unit: 'periods',
  formula: 'most consecutive returns below 0',
  latex: String.raw`\max\{j-i+1: r_t<0\ \forall t\in[i,j]\}`,
  convention: 'In periods of the basis; a return of 0 breaks the run.',
  sign: 'Never negative; 0 when there are no losses.',
  minimumSample: 1,
  source: 'Wald and Wolfowitz, Annals of Mathematical Statistics 11 (1940), 147-162',
  needs: [],
  compute: (sample) => sample.of(longestStreaks).losses,
});
