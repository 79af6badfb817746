/** Whether a column lies in memory that threads share. */
export function isShared({ buffer }: Int32Array | Float64Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}

/** A column of numbers, all 0, in memory that threads share. */
export function sharedColumn(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** A column of numbers that every thread reads in place: itself, or a copy where it is not shared. */
export function inSharedNumbers(column: Float64Array): Float64Array {
  if (isShared(column)) return column;
  const copy = sharedColumn(column.length);
  copy.set(column);
  return copy;
}

/** A column of days or places, likewise. */
export function inSharedIntegers(column: Int32Array): Int32Array {
  if (isShared(column)) return column;
  const copy = new Int32Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
