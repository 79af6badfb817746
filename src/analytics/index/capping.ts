/** Weights under a cap, and by how much each capitalisation counts. */
export interface CappedWeights {
  /** Fractions that sum to 1. */
  readonly weights: Float64Array;
  /** Capping factors, at most 1: 1 of all that are below the cap. */
  readonly factors: Float64Array;
  /** The cap that held: the given one, or 1/n where n weights cannot stay below it. */
  readonly weightMax: number;
}

/**
 * Weights in proportion to capitalisations, none above `weightMax`: what is above goes to the
 * others in proportion, again and again until none is above. Each round caps at least one more, so
 * that there are at most n.
 *
 * @param caps positive, in any order
 * @param weightMax above 0, at most 1; where n × weightMax is below 1, all weights are 1/n
 */
export function cappedWeights(caps: Float64Array, weightMax: number): CappedWeights {
  const total = caps.reduce((sum, cap) => sum + cap, 0);
  const weights = caps.map((cap) => cap / total);
  const factors = new Float64Array(caps.length).fill(1);
  const limit = Math.max(weightMax, 1 / caps.length);
  const capped = new Uint8Array(caps.length);
  let cappedCount = 0;
  for (let round = 0; round < caps.length; round += 1) {
    const before = cappedCount;
    for (let i = 0; i < caps.length; i += 1) {
      if (capped[i] === 1 || (weights[i] as number) <= limit) continue;
      capped[i] = 1;
      cappedCount += 1;
    }
    if (cappedCount === before) break;
    redistribute(caps, capped, cappedCount, limit, weights, factors);
  }
  return { weights, factors, weightMax: limit };
}

/** Gives the capped the limit, and what it leaves to the others in proportion. */
function redistribute(
  caps: Float64Array,
  capped: Uint8Array,
  cappedCount: number,
  limit: number,
  weights: Float64Array,
  factors: Float64Array,
): void {
  let freeCap = 0;
  let leastCapped = Infinity;
  for (let i = 0; i < caps.length; i += 1) {
    if (capped[i] === 0) freeCap += caps[i] as number;
    else leastCapped = Math.min(leastCapped, caps[i] as number);
  }
  const free = Math.max(0, 1 - limit * cappedCount);
  const isAllCapped = cappedCount === caps.length || free === 0;
  // Of what the weights are fractions: without a free one, the least counts in full.
  const whole = isAllCapped ? leastCapped / limit : freeCap / free;
  for (let i = 0; i < caps.length; i += 1) {
    const cap = caps[i] as number;
    weights[i] = capped[i] === 1 ? limit : cap / whole;
    factors[i] = capped[i] === 1 ? (limit * whole) / cap : 1;
  }
}
