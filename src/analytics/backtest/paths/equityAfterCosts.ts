import { LANES } from './segment.js';

/** Steps after the first: none, or one, is taken; corners in between may ask for some more. */
const STEPS_MAX = 64;
/** Of equity: what rounding leaves when costs and trades agree. */
const TOLERANCE = 4 * Number.EPSILON;
/** How far below equity the first slope is looked for, of what trading everything would cost. */
const PROBE = 1 / 8;

/**
 * What is left of equity after trading to target weights and paying for it out of the same equity:
 * the x of x + rate · Σ |weight · x − held| = equity. So the weights hold after the costs, and
 * what is paid for is what is traded. The left side rises in straight pieces whose slopes lie
 * within 1 ± rate: secants end on the piece that crosses, most often the first.
 *
 * @param weights from 0 to 1, their sum at most 1, from `offset` on
 * @param held what each asset is worth before: as wide as a row of closes
 * @param rate fraction of traded value, above 0 and below 1
 */
export function equityAfterCosts(
  equity: number,
  weights: Float64Array,
  offset: number,
  held: Float64Array,
  rate: number,
): number {
  const probe = equity * (1 - PROBE * rate);
  let [traded, tradedAtProbe] = [0, 0];
  for (let i = 0; i < held.length; i += 1) {
    const weight = weights[offset + i] as number;
    const value = held[i] as number;
    traded += Math.abs(weight * equity - value);
    tradedAtProbe += Math.abs(weight * probe - value);
  }
  let before = equity;
  let excessBefore = rate * traded;
  let slope = 1 + (rate * (tradedAtProbe - traded)) / (probe - equity);
  let left = equity;
  let excess = excessBefore;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (slope < 1 - rate) slope = 1 - rate;
    else if (slope > 1 + rate) slope = 1 + rate;
    left -= excess / slope;
    excess = left - equity + rate * tradedAt(left, weights, offset, held);
    if (excess <= TOLERANCE * equity && excess >= -TOLERANCE * equity) return left;
    slope = (excess - excessBefore) / (left - before);
    before = left;
    excessBefore = excess;
  }
  return left;
}

/** Σ |weight · x − held|, five at a time. */
function tradedAt(x: number, weights: Float64Array, offset: number, held: Float64Array): number {
  let traded = 0;
  for (let i = 0, k = offset; i < held.length; i += LANES, k += LANES) {
    const a = Math.abs((weights[k] as number) * x - (held[i] as number));
    const b = Math.abs((weights[k + 1] as number) * x - (held[i + 1] as number));
    const c = Math.abs((weights[k + 2] as number) * x - (held[i + 2] as number));
    const d = Math.abs((weights[k + 3] as number) * x - (held[i + 3] as number));
    const e = Math.abs((weights[k + 4] as number) * x - (held[i + 4] as number));
    traded += a + b + (c + d) + e;
  }
  return traded;
}
