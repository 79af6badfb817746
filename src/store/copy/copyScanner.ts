import { assert } from '../../domain/errors.js';

const HEADER_BYTES = 19;
const COUNT_BYTES = 2;
const LENGTH_BYTES = 4;
const END_OF_DATA = -1;

/**
 * Reads the payload of `COPY … TO STDOUT (FORMAT binary)` piece by piece as it arrives, each field's
 * bytes copied once, to where they are wanted.
 */
export class CopyScanner {
  /** Of the header, a row's count or a field's length, or of a field's content. */
  private wanted: Uint8Array;
  private filled = 0;
  private isContent = false;
  private field = 0;
  private hasEnded = false;
  private readonly word = new Uint8Array(LENGTH_BYTES);
  private readonly wordView = new DataView(this.word.buffer);
  private readonly count = this.word.subarray(0, COUNT_BYTES);

  /**
   * @param fieldsPerRow none of which may be null
   * @param place where the bytes of a field go: it asks row by row, field by field
   */
  constructor(
    private readonly fieldsPerRow: number,
    private readonly place: (field: number, bytes: number) => Uint8Array,
  ) {
    this.wanted = new Uint8Array(HEADER_BYTES);
    this.isContent = true;
    this.field = fieldsPerRow - 1;
  }

  /** Takes the next piece. */
  take(chunk: Uint8Array): void {
    // A buffer copies into shared memory faster than a typed array does.
    const source = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let offset = 0;
    while (offset < chunk.length && !this.hasEnded) {
      const bytes = Math.min(this.wanted.length - this.filled, chunk.length - offset);
      source.copy(this.wanted, this.filled, offset, offset + bytes);
      this.filled += bytes;
      offset += bytes;
      while (this.filled === this.wanted.length) this.advance();
    }
  }

  /** @throws HighwaterError INTERNAL_ASSERTION when the payload stopped before its end */
  finish(): void {
    assert(this.hasEnded, 'a COPY payload ends with its trailer');
  }

  private advance(): void {
    this.filled = 0;
    if (this.isContent) {
      this.isContent = false;
      this.field += 1;
      this.wanted = this.field === this.fieldsPerRow ? this.count : this.word;
      return;
    }
    if (this.wanted === this.count) {
      const fields = this.wordView.getInt16(0);
      this.hasEnded = fields === END_OF_DATA;
      assert(this.hasEnded || fields === this.fieldsPerRow, 'a row has the fields asked for');
      this.field = 0;
      this.wanted = this.word;
      return;
    }
    const bytes = this.wordView.getInt32(0);
    assert(bytes >= 0, 'a column that is read here holds no null');
    this.wanted = this.place(this.field, bytes);
    assert(this.wanted.length === bytes, 'a field is placed where it fits');
    this.isContent = true;
  }
}
