const WORD_BYTES = 4;

/** Bytes that are written often, as words: four bytes cost as much to write as one. */
export interface Piece {
  /** Little-endian, filled up with zeros. */
  readonly words: Int32Array;
  readonly length: number;
}

/** A text as bytes that are written often. */
export function pieceOf(text: string): Piece {
  const bytes = Buffer.from(text);
  const words = new Int32Array(Math.ceil(bytes.length / WORD_BYTES));
  const view = new DataView(words.buffer);
  bytes.forEach((byte, at) => view.setUint8(at, byte));
  // As numbers, whichever end comes first in this machine's memory.
  return { words: words.map((_, i) => view.getInt32(i * WORD_BYTES, true)), length: bytes.length };
}
