/*
 * Arithmetic of columns, from a place on. Four places at a time: V8 does not unroll, and a turn of
 * a loop costs it as much as the work.
 */

/** into[i] = column[i] · factor */
export function scale(
  column: Float64Array,
  factor: number,
  into: Float64Array,
  from: number,
): void {
  const end = into.length;
  const rest = end - ((end - from) & 3);
  for (let i = from; i < rest; i += 4) {
    into[i] = (column[i] as number) * factor;
    into[i + 1] = (column[i + 1] as number) * factor;
    into[i + 2] = (column[i + 2] as number) * factor;
    into[i + 3] = (column[i + 3] as number) * factor;
  }
  for (let i = rest; i < end; i += 1) into[i] = (column[i] as number) * factor;
}

/** into[i] = (column[i] − base) / divisor[i] · factor */
export function scaledRatio(
  column: Float64Array,
  base: number,
  divisor: Float64Array,
  factor: number,
  into: Float64Array,
  from: number,
): void {
  const end = into.length;
  const rest = end - ((end - from) & 3);
  for (let i = from; i < rest; i += 4) {
    into[i] = (((column[i] as number) - base) / (divisor[i] as number)) * factor;
    into[i + 1] = (((column[i + 1] as number) - base) / (divisor[i + 1] as number)) * factor;
    into[i + 2] = (((column[i + 2] as number) - base) / (divisor[i + 2] as number)) * factor;
    into[i + 3] = (((column[i + 3] as number) - base) / (divisor[i + 3] as number)) * factor;
  }
  for (let i = rest; i < end; i += 1) {
    into[i] = (((column[i] as number) - base) / (divisor[i] as number)) * factor;
  }
}
