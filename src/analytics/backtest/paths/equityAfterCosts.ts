/**
 * What is left of equity after trading to target weights and paying for it out of the same equity:
 * the x of x + rate · Σ |weight · x − held| = equity. So the weights hold after the costs, and
 * what is paid for is what is traded. The left side is convex, rises, and has a corner for each
 * asset: Newton's steps from the right end after one for each corner at most.
 *
 * @param weights from 0 to 1, their sum at most 1, from `offset` on
 * @param held what each asset is worth before, one per asset
 * @param rate fraction of traded value, from 0 to below 1
 */
export function equityAfterCosts(
  equity: number,
  weights: Float64Array,
  offset: number,
  held: Float64Array,
  rate: number,
): number {
  let left = equity;
  const stepsMax = held.length + 2;
  for (let step = 0; step < stepsMax; step += 1) {
    let [traded, slope] = [0, 0];
    for (let asset = 0; asset < held.length; asset += 1) {
      const weight = weights[offset + asset] as number;
      const trade = weight * left - (held[asset] as number);
      traded += Math.abs(trade);
      slope += trade > 0 ? weight : -weight;
    }
    const next = left - (left - equity + rate * traded) / (1 + rate * slope);
    // Steps only lead down: one that does not is rounding.
    if (!(next < left)) return left;
    left = next;
  }
  return left;
}
