import type { ByteText } from './byteText.js';

const ENDS = [',', ']'].map((end) => end.charCodeAt(0)) as [number, number];

/**
 * Numbers as `JSON.stringify` has them, made all at once and written one by one: made one by one,
 * each takes twice as long and is a text of its own.
 */
export class NumberTexts {
  readonly #bytes: Uint8Array;
  /** After the bracket. */
  #at = 1;

  /** @param numbers those that are not finite are null */
  constructor(numbers: readonly number[]) {
    this.#bytes = Buffer.from(JSON.stringify(numbers), 'latin1');
  }

  /** Writes the first one that was not written yet. */
  writeNext(text: ByteText): void {
    this.#at = text.copyUntil(this.#bytes, this.#at, ENDS) + 1;
  }
}
