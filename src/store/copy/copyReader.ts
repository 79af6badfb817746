import { assert } from '../../domain/errors.js';
import { readNumericAsFloat } from './numericFormat.js';

const HEADER_BYTES = 19;
const POSTGRES_EPOCH_DAY = 10_957;
const END_OF_DATA = -1;

/** The UUID whose sixteen bytes begin at an offset. */
export function uuidAt(bytes: Uint8Array, offset: number): string {
  const hex = Buffer.from(bytes.subarray(offset, offset + 16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Reads the payload of `COPY … TO STDOUT (FORMAT binary)`, fields in the order of the query. */
export class CopyReader {
  private readonly view: DataView;
  private offset = HEADER_BYTES;

  constructor(private readonly payload: Uint8Array) {
    this.view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    assert(payload.length >= HEADER_BYTES + 2, 'a COPY payload has a header and a trailer');
  }

  /** Steps onto the next row; false at the end. */
  nextRow(): boolean {
    assert(this.offset + 2 <= this.payload.length, 'a COPY payload ends with its trailer');
    const fields = this.view.getInt16(this.offset);
    this.offset += 2;
    return fields !== END_OF_DATA;
  }

  /** Days since 1970-01-01. */
  epochDay(): number {
    return this.view.getInt32(this.field()) + POSTGRES_EPOCH_DAY;
  }

  int8AsFloat(): number {
    return Number(this.view.getBigInt64(this.field()));
  }

  numericAsFloat(): number {
    return readNumericAsFloat(this.view, this.field());
  }

  uuid(): string {
    return uuidAt(this.payload, this.field());
  }

  text(): string {
    return Buffer.from(this.bytes()).toString('utf8');
  }

  /** A copy of the field's bytes, aligned so that typed arrays can be laid over it. */
  bytes(): Uint8Array<ArrayBuffer> {
    const start = this.field();
    return new Uint8Array(this.payload.subarray(start, this.offset));
  }

  /** Moves past the next field and returns where its bytes begin. */
  private field(): number {
    const length = this.view.getInt32(this.offset);
    assert(length >= 0, 'a column that is read here holds no null');
    const start = this.offset + 4;
    this.offset = start + length;
    return start;
  }
}
