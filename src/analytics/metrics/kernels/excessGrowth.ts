import type { Outcome } from '../figure.js';
import { outcomeOf } from '../metric.js';
import { cagr } from '../returns/cagr.js';
import { riskFreeOf, type Kernel } from '../sample.js';

/** What the risk-free returns compound to in a year, a fraction. Needs a risk-free rate. */
export const riskFreeGrowthAnnual: Kernel<number> = (sample) => {
  const riskFree = riskFreeOf(sample);
  if (typeof riskFree === 'number') return Math.expm1(sample.periodsPerYear * Math.log1p(riskFree));
  const logSum = riskFree.reduce((sum, rate) => sum + Math.log1p(rate), 0);
  return Math.expm1((sample.periodsPerYear * logSum) / riskFree.length);
};

/** Growth above risk-free, both compound, a fraction per year; missing where cagr is. */
export const excessGrowthAnnual: Kernel<Outcome> = (sample) => {
  const growth = outcomeOf(sample, cagr);
  return typeof growth === 'number' ? growth - sample.of(riskFreeGrowthAnnual) : growth;
};
