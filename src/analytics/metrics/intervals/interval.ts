import type { Sample } from '../sample.js';

/** Where a figure may lie; an end is null where the sample sets none. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

export const CONFIDENCE_DEFAULT = 0.95;
export const CONFIDENCE_MIN = 0.5;
export const CONFIDENCE_MAX = 0.999;

/** What a reader is told of an interval's formula. Plain JSON. */
export interface IntervalDescription {
  /** The distribution that it rests on: `student-t`, `chi-square`, `binomial`, … */
  readonly method: string;
  /** In plain text. q is the two-sided quantile at the confidence asked for. */
  readonly formula: string;
  /** What must hold for it to cover as often as it says. */
  readonly assumption: string;
  readonly source: string;
}

/** An interval in closed form, of a metric by our own definition. */
export interface AnalyticInterval extends IntervalDescription {
  /**
   * @param estimate the metric's own value on the sample
   * @param confidence above 0 and below 1, 0.95 for an interval that covers 19 times in 20
   * @returns null where the sample is too small for the formula
   */
  readonly compute: (sample: Sample, estimate: number, confidence: number) => Interval | null;
}

/** The interval of this half width around an estimate. */
export function around(estimate: number, halfWidth: number): Interval {
  return { low: estimate - halfWidth, high: estimate + halfWidth };
}

/** What lies above a two-sided interval of this confidence: the upper quantile's probability. */
export function upperProbability(confidence: number): number {
  return (1 + confidence) / 2;
}
