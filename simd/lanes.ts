/*
 * Sums over endings of columns take four lanes: two registers of two doubles. The lane that a value
 * goes to depends on its distance from the column's end alone, so that an ending comes to the same
 * bits whichever others are asked for with it. What four do not divide is added at the end.
 */

/** Bytes of four doubles: what a turn of a loop takes. */
export const TURN: usize = 32;

/** Bytes of the whole turns in an ending of so many values. */
export function inTurns(length: usize): usize {
  return (length & ~3) << 3;
}

/** Bytes of the values of an ending that its turns leave. */
export function leftOver(length: usize): usize {
  return (length & 3) << 3;
}

/** What the four lanes come to together. */
export function total(nearer: v128, farther: v128): f64 {
  const both = f64x2.add(nearer, farther);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
