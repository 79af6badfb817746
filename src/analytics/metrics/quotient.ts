import type { MissingReason, Outcome } from './figure.js';

/**
 * One outcome over another; missing for the reason that either is missing for.
 *
 * @param ifZero why the quotient cannot be had where the denominator is 0
 */
export function quotient(numerator: Outcome, denominator: Outcome, ifZero: MissingReason): Outcome {
  if (typeof numerator !== 'number') return numerator;
  if (typeof denominator !== 'number') return denominator;
  // + 0, because 0 over a negative number is −0.
  return denominator === 0 ? ifZero : numerator / denominator + 0;
}

/** As {@link quotient}, where a negative denominator has no meaning either. */
export function quotientOfRisk(numerator: Outcome, risk: Outcome, ifNone: MissingReason): Outcome {
  return typeof risk === 'number' && risk < 0 ? ifNone : quotient(numerator, risk, ifNone);
}
