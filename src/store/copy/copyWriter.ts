import type { Decimal } from '../../domain/decimals.js';
import { assert } from '../../domain/errors.js';
import { toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import {
  PRICE_BYTES,
  numericBytes,
  numericParts,
  writeNumeric,
  writePrice,
} from './numericFormat.js';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_BYTES = 19;
/** PostgreSQL counts days and microseconds from 2000-01-01. */
const POSTGRES_EPOCH_DAY = 10_957;
const POSTGRES_EPOCH_MS = POSTGRES_EPOCH_DAY * 86_400_000;
const INITIAL_BYTES = 1 << 16;
const NULL_LENGTH = -1;
/** Of an array: dimensions, whether it has nulls, element type, length, lower bound. */
const ARRAY_HEADER_BYTES = 20;
const ELEMENT_TYPES = { int4: 23, float8: 701, date: 1082 } as const;
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KEYS_REMEMBERED = 64;
const INT8_MAX = 2n ** 63n - 1n;
const INT8_MIN = -(2n ** 63n);

/** Builds the payload of `COPY … FROM STDIN (FORMAT binary)`, row by row, field by field. */
export class CopyWriter {
  private buffer: Buffer;
  private view: DataView;
  private length = HEADER_BYTES;
  /** Of the keys written last: most rows of a COPY share theirs. */
  private readonly keys = new Map<string, Uint8Array>();

  /** @param bytes that it will take, about; it grows where they are not enough */
  constructor(
    private readonly fieldsPerRow: number,
    bytes = INITIAL_BYTES,
  ) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytes, INITIAL_BYTES));
    this.view = viewOf(this.buffer);
    SIGNATURE.copy(this.buffer);
    this.buffer.fill(0, SIGNATURE.length, HEADER_BYTES);
  }

  startRow(): this {
    this.reserve(2);
    this.view.setInt16(this.length, this.fieldsPerRow);
    this.length += 2;
    return this;
  }

  uuid(value: string): this {
    return this.bytes(this.keys.get(value) ?? this.keyBytes(value));
  }

  date(value: TradingDate): this {
    return this.epochDay(toEpochDay(value));
  }

  /** A date, as days since 1970-01-01. */
  epochDay(day: number): this {
    return this.field(4, (offset) => this.view.setInt32(offset, day - POSTGRES_EPOCH_DAY));
  }

  timestamp(value: Date): this {
    const microseconds = BigInt(value.getTime() - POSTGRES_EPOCH_MS) * 1000n;
    return this.field(8, (offset) => this.view.setBigInt64(offset, microseconds));
  }

  int4(value: number): this {
    assert((value | 0) === value, 'an int4 is a whole number of 32 bits');
    return this.field(4, (offset) => this.view.setInt32(offset, value));
  }

  int8(value: bigint): this {
    assert(value <= INT8_MAX && value >= INT8_MIN, 'an int8 has 64 bits');
    return this.field(8, (offset) => this.view.setBigInt64(offset, value));
  }

  float8(value: number): this {
    return this.field(8, (offset) => this.view.setFloat64(offset, value));
  }

  /** Rounded half-even to `scale` places. @throws when the value is not finite */
  numeric(value: Decimal, scale: number): this {
    this.reserve(4 + PRICE_BYTES);
    const end = writePrice(this.view, this.length + 4, value, scale);
    if (end < 0) return this.anyNumeric(value, scale);
    this.view.setInt32(this.length, end - this.length - 4);
    this.length = end;
    return this;
  }

  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf8'));
  }

  json(value: unknown): this {
    return this.bytes(Buffer.from(`\u0001${JSON.stringify(value)}`, 'utf8'));
  }

  bytes(value: Uint8Array): this {
    return this.field(value.length, (offset) => this.buffer.set(value, offset));
  }

  /**
   * A float8[] of every `stride`-th value from `start` on, `count` of them; NaN becomes null.
   *
   * @throws when a value is infinite
   */
  float8Array(values: Float64Array, start: number, stride: number, count: number): this {
    const field = this.startArray('float8', count, 8);
    const { view } = this;
    let offset = this.length;
    for (let i = 0; i < count; i += 1) {
      const value = values[start + i * stride] as number;
      if (value - value === 0) {
        view.setInt32(offset, 8);
        view.setFloat64(offset + 4, value);
        offset += 12;
      } else {
        assert(Number.isNaN(value), 'an array holds no infinity');
        view.setInt32(offset, NULL_LENGTH);
        offset += 4;
      }
    }
    this.length = offset;
    return this.endArray(field);
  }

  int4Array(values: ArrayLike<number>): this {
    const field = this.startArray('int4', values.length, 4);
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      assert((value | 0) === value, 'an int4 is a whole number of 32 bits');
      this.startElement(4, false);
      this.view.setInt32(this.length, value);
      this.length += 4;
    }
    return this.endArray(field);
  }

  /** A date[] of days since 1970-01-01. */
  dateArray(days: readonly (number | null)[]): this {
    const field = this.startArray('date', days.length, 4);
    for (const day of days) {
      if (!this.startElement(4, day === null)) continue;
      this.view.setInt32(this.length, (day as number) - POSTGRES_EPOCH_DAY);
      this.length += 4;
    }
    return this.endArray(field);
  }

  nullField(): this {
    this.reserve(4);
    this.view.setInt32(this.length, NULL_LENGTH);
    this.length += 4;
    return this;
  }

  /** The whole payload, with its trailer. The writer is used up. */
  finish(): Uint8Array {
    this.reserve(2);
    this.view.setInt16(this.length, -1);
    return this.buffer.subarray(0, this.length + 2);
  }

  private keyBytes(value: string): Uint8Array {
    assert(UUID_FORM.test(value), 'a key is a UUID');
    const bytes = Buffer.from(value.replaceAll('-', ''), 'hex');
    if (this.keys.size === KEYS_REMEMBERED) this.keys.clear();
    this.keys.set(value, bytes);
    return bytes;
  }

  private anyNumeric(value: Decimal, scale: number): this {
    const parts = numericParts(value, scale);
    return this.field(numericBytes(parts), (offset) => writeNumeric(this.view, offset, parts));
  }

  /** @returns where the length of the array's field is to be written */
  private startArray(type: keyof typeof ELEMENT_TYPES, count: number, bytes: number): number {
    const field = this.length;
    this.reserve(4 + ARRAY_HEADER_BYTES + count * (4 + bytes));
    const { view } = this;
    view.setInt32(field + 4, 1);
    view.setInt32(field + 8, 1);
    view.setInt32(field + 12, ELEMENT_TYPES[type]);
    view.setInt32(field + 16, count);
    view.setInt32(field + 20, 1);
    this.length += 4 + ARRAY_HEADER_BYTES;
    return field;
  }

  /** @returns whether the element's bytes are to follow */
  private startElement(bytes: number, isNull: boolean): boolean {
    this.view.setInt32(this.length, isNull ? NULL_LENGTH : bytes);
    this.length += 4;
    return !isNull;
  }

  private endArray(field: number): this {
    this.view.setInt32(field, this.length - field - 4);
    return this;
  }

  private field(bytes: number, write: (offset: number) => void): this {
    this.reserve(4 + bytes);
    this.view.setInt32(this.length, bytes);
    write(this.length + 4);
    this.length += 4 + bytes;
    return this;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
