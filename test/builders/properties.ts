import fc from 'fast-check';
import { figure, type Figure } from '../../src/analytics/metrics/figure.js';
import { outcomeOf, type MetricDefinition } from '../../src/analytics/metrics/metric.js';
import { compound, type Sample } from '../../src/analytics/metrics/sample.js';
import { possible } from './propertyRuns.js';
import { buildSample, type SampleShape } from './sample.js';

/** Returns of a period, from a loss of half to a gain of half. */
const periodReturn = fc.double({ min: -0.5, max: 0.5, noNaN: true }).map(possible);
/** Returns on a grid of 2^-12: sums, shifts and halves of them are exact. */
export const gridReturn = fc.integer({ min: -1600, max: 1600 }).map((step) => step / 4096);
/** Returns on a coarse grid, so that equal ones and zeros abound. */
const coarseReturn = fc.integer({ min: -5, max: 5 }).map((step) => step / 128);
/** Columns of returns of any kind. */
export const columns = fc.oneof(
  fc.array(periodReturn, { minLength: 1, maxLength: 150 }),
  fc.array(coarseReturn, { minLength: 1, maxLength: 150 }),
);
/** Columns on the grid that vary, and have enough returns for every metric. */
export const gridColumns = fc
  .array(gridReturn, { minLength: 100, maxLength: 200 })
  .filter((returns) => new Set(returns).size > 10);
/** Powers of two: multiplying by them rounds nothing. */
export const scales = fc.integer({ min: -3, max: 1 }).map((power) => 2 ** power);

/** Figures of metrics by their ids. */
export type Figures<M extends MetricDefinition> = Record<M['id'], Figure>;

export function figuresOf<M extends MetricDefinition>(
  metrics: readonly M[],
  sample: Sample,
): Figures<M> {
  const entries = metrics.map((metric) => [metric.id, figure(outcomeOf(sample, metric), 0)]);
  return Object.fromEntries(entries) as Figures<M>;
}

/** Figures of returns, on days that are spread over about as many calendar days as they take. */
export function figuresOfReturns<M extends MetricDefinition>(
  metrics: readonly M[],
  returns: readonly number[],
  shape: Partial<SampleShape> = {},
): Figures<M> {
  const elapsedDays = Math.ceil((returns.length * 365.25) / 252);
  return figuresOf(metrics, buildSample({ returns, elapsedDays, ...shape }));
}

/** The prices that returns compound to from a base. */
export function pricesFrom(base: number, returns: readonly number[]): Float64Array {
  return compound(Float64Array.from(returns)).map((price) => base * price);
}

/** What is wrong with figures: neither a finite number nor a reason, or both, or minus zero. */
export function malformed(figures: Readonly<Record<string, Figure>>): string[] {
  return Object.entries(figures)
    .filter(([, { value, reason }]) => {
      if (value === null) return reason === null;
      return reason !== null || !Number.isFinite(value) || Object.is(value, -0);
    })
    .map(([id, { value, reason }]) => `${id}: ${String(value)}, ${String(reason)}`);
}

/** Whether two numbers differ by no more than `allowed` of their size, or of `scale`. */
export function isNear(a: number, b: number, scale = 0, allowed = 1e-9): boolean {
  return Math.abs(a - b) <= allowed * Math.max(Math.abs(a), Math.abs(b), scale);
}
