import type { Constituent } from './constituent.js';

/**
 * Adds units × price over sessions `from` to `to`, both included, to the market value of each.
 * Eight assets a turn: the value is loaded and stored an eighth as often, and the memory is waited
 * for by eight columns at once. The order of additions depends on the order of members alone.
 *
 * @param members constituents that have a price and the same units on all of the sessions
 */
export function addValues(
  value: Float64Array,
  constituents: readonly Constituent[],
  units: Float64Array,
  members: Int32Array,
  from: number,
  to: number,
): void {
  const columnOf = (k: number): Constituent => constituents[members[k] as number] as Constituent;
  const unitsOf = (k: number): number => units[members[k] as number] as number;
  const unrolled = members.length & ~7;
  for (let k = 0; k < unrolled; k += 8) {
    const { prices: p0, firstSession: s0 } = columnOf(k);
    const { prices: p1, firstSession: s1 } = columnOf(k + 1);
    const { prices: p2, firstSession: s2 } = columnOf(k + 2);
    const { prices: p3, firstSession: s3 } = columnOf(k + 3);
    const { prices: p4, firstSession: s4 } = columnOf(k + 4);
    const { prices: p5, firstSession: s5 } = columnOf(k + 5);
    const { prices: p6, firstSession: s6 } = columnOf(k + 6);
    const { prices: p7, firstSession: s7 } = columnOf(k + 7);
    const [u0, u1, u2, u3] = [unitsOf(k), unitsOf(k + 1), unitsOf(k + 2), unitsOf(k + 3)];
    const [u4, u5, u6, u7] = [unitsOf(k + 4), unitsOf(k + 5), unitsOf(k + 6), unitsOf(k + 7)];
    for (let t = from; t <= to; t += 1) {
      const first = u0 * (p0[t - s0] as number) + u1 * (p1[t - s1] as number);
      const second = u2 * (p2[t - s2] as number) + u3 * (p3[t - s3] as number);
      const third = u4 * (p4[t - s4] as number) + u5 * (p5[t - s5] as number);
      const fourth = u6 * (p6[t - s6] as number) + u7 * (p7[t - s7] as number);
      value[t] = (value[t] as number) + (first + second + (third + fourth));
    }
  }
  for (let k = unrolled; k < members.length; k += 1) {
    addValue(value, columnOf(k), unitsOf(k), from, to);
  }
}

function addValue(
  value: Float64Array,
  { prices, firstSession }: Constituent,
  units: number,
  from: number,
  to: number,
): void {
  for (let t = from; t <= to; t += 1) {
    value[t] = (value[t] as number) + units * (prices[t - firstSession] as number);
  }
}
