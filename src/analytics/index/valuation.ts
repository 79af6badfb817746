import type { Constituent } from './constituent.js';

/** Columns that are added in one turn of the loop. */
const COLUMNS = 4;

/**
 * Adds units × price over sessions `from` to `to`, both included, to the market value of each.
 * Four assets a turn: the value is then loaded and stored a quarter as often. The order of
 * additions depends on the order of members alone.
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
  const unrolled = members.length - (members.length % COLUMNS);
  for (let k = 0; k < unrolled; k += COLUMNS) {
    const [i, j] = [members[k] as number, members[k + 1] as number];
    const [l, m] = [members[k + 2] as number, members[k + 3] as number];
    const a = constituents[i] as Constituent;
    const b = constituents[j] as Constituent;
    const c = constituents[l] as Constituent;
    const d = constituents[m] as Constituent;
    const [pricesA, pricesB, pricesC, pricesD] = [a.prices, b.prices, c.prices, d.prices];
    const [startA, startB] = [a.firstSession, b.firstSession];
    const [startC, startD] = [c.firstSession, d.firstSession];
    const [unitsA, unitsB] = [units[i] as number, units[j] as number];
    const [unitsC, unitsD] = [units[l] as number, units[m] as number];
    for (let t = from; t <= to; t += 1) {
      value[t] =
        (value[t] as number) +
        (unitsA * (pricesA[t - startA] as number) + unitsB * (pricesB[t - startB] as number)) +
        (unitsC * (pricesC[t - startC] as number) + unitsD * (pricesD[t - startD] as number));
    }
  }
  for (let k = unrolled; k < members.length; k += 1) {
    const i = members[k] as number;
    addValue(value, constituents[i] as Constituent, units[i] as number, from, to);
  }
}

/** Adds units × price of one asset over sessions `from` to `to`, both included. */
export function addValue(
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
