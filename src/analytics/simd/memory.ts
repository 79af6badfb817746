import { HighwaterError } from '../../domain/errors.js';

/** Room for four million doubles: a few columns of the longest histories. Pages are taken when used. */
const MEMORY_BYTES = 32 * 2 ** 20;
const PAGE_BYTES = 2 ** 16;
/** Columns begin at multiples of it, as vectors do. */
const ALIGNMENT_BYTES = 16;
/** No column begins at 0. */
const FIRST_BYTE = 1024;
/** The end of the memory is for columns that are kept. */
const KEPT_BYTES = 2 ** 20;
const KEPT_BEGIN = MEMORY_BYTES - KEPT_BYTES;

/** What compiled loops see. It never grows, so that views of it stay what they are. */
export const memory = new WebAssembly.Memory({
  initial: MEMORY_BYTES / PAGE_BYTES,
  maximum: MEMORY_BYTES / PAGE_BYTES,
});

const { buffer } = memory;
/** All of it as doubles: the one at address 8k is the k-th. */
export const numbers = new Float64Array(buffer);
/** All of it as integers: the one at address 4k is the k-th. */
export const integers = new Int32Array(buffer);
/** The first byte that nothing lies at. */
let top = FIRST_BYTE;

/**
 * Does work with columns in the memory of compiled loops. All that it puts there is gone when it
 * returns or throws: nothing that it returns may lie there. Such work may be nested.
 */
export function inMemory<T>(work: () => T): T {
  const before = top;
  try {
    return work();
  } finally {
    top = before;
  }
}

const alignedBytes = (bytes: number): number =>
  Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;

/**
 * Room for the work around it, whatever was there before. To make a view of it would cost more than
 * many a loop.
 *
 * @returns its address, a multiple of 16
 * @throws HighwaterError COLUMN_TOO_LONG when there is no room
 */
export function reserve(bytes: number): number {
  const begin = top;
  const end = begin + alignedBytes(bytes);
  if (end > KEPT_BEGIN) throw tooLong(bytes);
  top = end;
  return begin;
}

function tooLong(bytes: number): HighwaterError {
  const values = bytes / Float64Array.BYTES_PER_ELEMENT;
  return new HighwaterError(
    'COLUMN_TOO_LONG',
    'data',
    `A column of ${values} values is longer than there is memory for: ask for a shorter range.`,
    { values },
  );
}

/**
 * Numbers in the memory of compiled loops, whatever they were before: for the work around it.
 *
 * @throws HighwaterError COLUMN_TOO_LONG when there is no room
 */
export function newColumn(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(buffer, reserve(length * Float64Array.BYTES_PER_ELEMENT), length);
}

/**
 * Where a column is in the memory of compiled loops: its own place there, or that of a copy for the
 * work around it.
 *
 * @throws HighwaterError COLUMN_TOO_LONG when there is no room for a copy
 */
export function addressOf(values: Float64Array): number {
  return placed(values).byteOffset;
}

/** Whether a column lies in the memory of compiled loops. */
export function isPlaced(values: Float64Array): boolean {
  return values.buffer === buffer;
}

/** The column itself where it lies in the memory of compiled loops, else a copy there. */
export function placed(values: Float64Array): Float64Array {
  if (isPlaced(values)) return values;
  // With room for one value more: vectors may read it.
  const copy = newColumn(values.length + 1).subarray(0, values.length);
  copy.set(values);
  return copy;
}

/** Where integers are then for the work around it. @throws HighwaterError as {@link reserve} */
export function addressOfIntegers(values: ArrayLike<number>): number {
  const address = reserve(values.length * Int32Array.BYTES_PER_ELEMENT);
  const first = address / Int32Array.BYTES_PER_ELEMENT;
  for (let i = 0; i < values.length; i += 1) integers[first + i] = values[i] as number;
  return address;
}

/** Whose columns are kept, and the copies. */
let keptOwner: WeakRef<object> | undefined;
let keptColumns: readonly Float64Array[] = [];

/**
 * The columns of what never changes, in the memory of compiled loops and there to stay until those
 * of another owner are kept; as they are where there is no room. For a benchmark, which many assets
 * are held against.
 */
export function kept<Columns extends readonly Float64Array[]>(
  owner: object,
  columns: Columns,
): Columns {
  if (keptOwner?.deref() === owner) return keptColumns as Columns;
  let begin = KEPT_BEGIN;
  const copies: Float64Array[] = [];
  for (const column of columns) {
    // With room for one value more: vectors may read it.
    const bytes = alignedBytes(column.byteLength + Float64Array.BYTES_PER_ELEMENT);
    if (isPlaced(column) || begin + bytes > MEMORY_BYTES) return columns;
    copies.push(new Float64Array(buffer, begin, column.length));
    begin += bytes;
  }
  copies.forEach((copy, i) => copy.set(columns[i] as Float64Array));
  keptOwner = new WeakRef(owner);
  keptColumns = copies;
  return copies as readonly Float64Array[] as Columns;
}
