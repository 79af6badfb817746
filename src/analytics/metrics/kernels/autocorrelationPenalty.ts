import { autocorrelation } from '../dispersion/autocorrelation.js';
import type { Outcome } from '../figure.js';
import { outcomeOf } from '../metric.js';
import type { Kernel } from '../sample.js';

/**
 * By how much returns of autocorrelation ρ spread more over a year of P periods than independent
 * ones: √(1 + 2 Σ (1 − k/P) |ρ|ᵏ), k from 1 to P − 1 (Lo, Financial Analysts Journal 58(4), 2002,
 * for autocorrelations that fall off as those of a first-order process do).
 */
export const autocorrelationPenalty: Kernel<Outcome> = (sample) => {
  const first = outcomeOf(sample, autocorrelation);
  if (typeof first !== 'number') return first;
  const rho = Math.abs(first);
  const periods = sample.periodsPerYear;
  let power = 1;
  let sum = 0;
  for (let k = 1; k < periods; k += 1) {
    power *= rho;
    sum += (1 - k / periods) * power;
  }
  return Math.sqrt(1 + 2 * sum);
};
