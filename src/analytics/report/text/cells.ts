import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { addressOfIntegers, inMemory, numbers, reserve } from '../../simd/memory.js';
import { powersOfTen } from './powersOfTen.js';

/** What a cell holds, as the compiled loop knows it. */
const KINDS = {
  nothing: 0,
  /** Days since 1970-01-01, as dates in quotes. */
  date: 1,
  /** Cents, as `moneyText` in quotes. */
  money: 2,
  /** Of 1e-8 shares, as `sharesText` in quotes. */
  shares: 3,
  /** As `JSON.stringify` has it. */
  number: 4,
  /** Left out where it is 0, with what stands before it; a comma stands before that but at first. */
  numberButZero: 5,
  /** Places in `words`. */
  word: 6,
} as const;

/** A column of a table that is written row by row. */
export interface Cells {
  readonly kind: keyof typeof KINDS;
  /** What stands before each cell. */
  readonly before: string;
  /** One for each row; none of nothing. */
  readonly values: Float64Array | Int32Array;
  /** Written as JSON texts. */
  readonly words?: readonly string[];
}

/** Bytes of a date, a number or an amount, at most, and what is written past it. */
const CELL_BYTES_MAX = 40;
/** Text that is written at a time: it stays in the processor's cache until it is taken. */
const BLOCK_BYTES = 2 ** 18;
/** All of the memory of compiled loops. */
const bytes = new Uint8Array(numbers.buffer);

/**
 * Writes a table as JSON, row by row, with commas between the rows.
 *
 * @param columns each of `rows` cells
 * @param take is given the text piece by piece, as bytes that are gone afterwards
 * @throws HighwaterError INTERNAL_ASSERTION where money or shares are not counted in whole units
 */
export function writeTable(
  columns: readonly Cells[],
  rows: number,
  take: (text: Uint8Array) => void,
): void {
  const rowsAtOnce = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes(columns)));
  for (let row = 0; row < rows; row += rowsAtOnce) {
    if (row > 0) take(COMMA);
    const end = Math.min(rows, row + rowsAtOnce);
    inMemory(() => {
      take(block(columns, row, end));
    });
  }
}

const COMMA = Buffer.from(',');

/** What a row takes at most. */
function rowBytes(columns: readonly Cells[]): number {
  return columns.reduce((sum, { before, words = [] }) => {
    const longest = Math.max(0, ...words.map((word) => Buffer.byteLength(JSON.stringify(word))));
    return sum + Buffer.byteLength(before) + Math.max(longest, CELL_BYTES_MAX);
  }, 1);
}

/** Rows as text in the memory of compiled loops. */
function block(columns: readonly Cells[], row: number, end: number): Uint8Array {
  const cells = columns.flatMap(({ kind, before, values, words = [] }) => {
    const text = placedText(before);
    const column = placedColumn(values.subarray(row, end));
    return [KINDS[kind], text.address, text.length, column, placedWords(words)];
  });
  const into = reserve((end - row) * rowBytes(columns) + CELL_BYTES_MAX);
  const last = loops.writeCells(
    addressOfIntegers(cells),
    columns.length,
    end - row,
    placedPowers(),
    into,
  );
  assert(last !== 0, 'money and shares are counted in whole units');
  return bytes.subarray(into, last);
}

function placedColumn(values: Float64Array | Int32Array): number {
  const address = reserve(values.length * Float64Array.BYTES_PER_ELEMENT);
  numbers.set(values, address / Float64Array.BYTES_PER_ELEMENT);
  return address;
}

function placedPowers(): number {
  const powers = powersOfTen();
  const address = reserve(powers.byteLength);
  new BigUint64Array(numbers.buffer, address, powers.length).set(powers);
  return address;
}

function placedText(text: string): { readonly address: number; readonly length: number } {
  const encoded = Buffer.from(text);
  const address = reserve(encoded.length);
  bytes.set(encoded, address);
  return { address, length: encoded.length };
}

/** @returns where their addresses and lengths stand, one pair after the other */
function placedWords(words: readonly string[]): number {
  const pairs = words.flatMap((word) => {
    const { address, length } = placedText(JSON.stringify(word));
    return [address, length];
  });
  return addressOfIntegers(pairs);
}
