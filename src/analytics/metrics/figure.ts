/** Why a figure cannot be had. Stable codes: scripts and dashboards match on them. */
export const MISSING_REASONS = [
  'too-few-observations',
  'insufficient-history',
  'no-complete-period',
  'basis-too-coarse',
  'zero-variance',
  'zero-variance-of-benchmark',
  'no-downside',
  'no-drawdown',
  'no-recovery',
  'no-gains',
  'no-losses',
  'zero-beta',
  'zero-specific-risk',
  'zero-skewness-of-benchmark',
  'collinear-regressors',
  'no-down-market',
  'no-up-market',
  'zero-tracking-error',
  'no-benchmark',
  'no-overlap-with-benchmark',
  'no-risk-free-rate',
  'no-convergence',
  'outside-expansion-domain',
  'not-in-convention',
  'out-of-range',
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** What a metric comes to: its value, or why there is none. */
export type Outcome = number | MissingReason;

/**
 * A metric's value for one sample. Exactly one of `value` and `reason` is null; `value` is always
 * finite. `n` is the number of returns that it rests on.
 */
export interface Figure {
  readonly value: number | null;
  readonly reason: MissingReason | null;
  readonly n: number;
}

/** A figure of an outcome. A value that no double can hold is missing: `out-of-range`. */
export function figure(outcome: Outcome, n: number): Figure {
  if (typeof outcome !== 'number') return { value: null, reason: outcome, n };
  if (!Number.isFinite(outcome)) return { value: null, reason: 'out-of-range', n };
  return { value: outcome, reason: null, n };
}
