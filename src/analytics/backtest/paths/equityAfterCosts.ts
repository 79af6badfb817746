import { LANES } from './segment.js';

/** Secant steps: two are taken; corners between them may ask for some more. */
const STEPS_MAX = 64;
/** Of equity: what rounding leaves when costs and trades agree. */
const TOLERANCE = 4 * Number.EPSILON;

/**
 * What is left of equity after trading to target weights and paying for it out of the same equity:
 * the x of x + rate · Σ |weight · x − held| = equity. So the weights hold after the costs, and
 * what is paid for is what is traded. The left side rises in straight pieces whose slopes lie
 * within 1 ± rate: the secant ends on the piece that crosses.
 *
 * @param weights from 0 to 1, their sum at most 1, from `offset` on
 * @param held what each asset is worth before: as wide as a row of closes
 * @param rate fraction of traded value, from 0 to below 1
 */
export function equityAfterCosts(
  equity: number,
  weights: Float64Array,
  offset: number,
  held: Float64Array,
  rate: number,
): number {
  let before = equity;
  let excessBefore = rate * tradedAt(equity, weights, offset, held);
  let left = equity - excessBefore;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const excess = left - equity + rate * tradedAt(left, weights, offset, held);
    if (excess <= TOLERANCE * equity && excess >= -TOLERANCE * equity) return left;
    let slope = (excess - excessBefore) / (left - before);
    if (slope < 1 - rate) slope = 1 - rate;
    else if (slope > 1 + rate) slope = 1 + rate;
    before = left;
    excessBefore = excess;
    left -= excess / slope;
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
