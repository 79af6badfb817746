import { assert } from '../../../domain/errors.js';
import { fromEpochDay } from '../../../domain/tradingDate.js';
import { CENTS_PER_MONEY, UNITS_PER_SHARE } from '../../backtest/ledger/fixedPoint.js';
import { pieceOf, type Piece } from './piece.js';

/** What is free before the text and after it: who sends it puts an envelope there without a copy. */
export const ROOM_BYTES = { before: 64, after: 1024 } as const;
/** Memory to begin with; it doubles as it is needed, and is taken from the machine as it is used. */
const CAPACITY_BYTES = 2 ** 21;
/** Bytes that a date, an amount or a number of shares takes at most, and what is written past it. */
const CELL_BYTES_MAX = 64;

const [MINUS, POINT, QUOTE] = [0x2d, 0x2e, 0x22];
const [OPEN, CLOSE, COMMA] = [pieceOf('['), pieceOf(']'), pieceOf(',')];
const [OBJECT_OPEN, OBJECT_CLOSE] = [pieceOf('{'), pieceOf('}')];

/** `00` to `99`, each as the number that a little-endian machine would read. */
const TWO_DIGITS = Uint16Array.from({ length: 100 }, (_, i) => {
  const [tens, ones] = [0x30 + Math.floor(i / 10), 0x30 + (i % 10)];
  return (ones << 8) | tens;
});
/** Digits that are written by integer arithmetic. */
const DIGITS_OF_INTEGER = 8;
const INTEGER_END = 10 ** DIGITS_OF_INTEGER;
const SHARE_PLACES = Math.log10(UNITS_PER_SHARE);
const MONEY_PLACES = Math.log10(CENTS_PER_MONEY);
/** Every month has as many. */
const DAYS_OF_ANY_MONTH = 28;

/** What writes itself as JSON. */
export class Written {
  constructor(readonly writeTo: (text: ByteText) => void) {}
}

/**
 * JSON as bytes, written from start to end: what is in columns needs neither an object for each row
 * nor a text for each cell.
 */
export class ByteText {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #at: number = ROOM_BYTES.before;
  /** The month of the date that was written last, and days from its first to one after that. */
  #year = 0;
  #month = 0;
  #monthStart = 0;
  #monthEnd = 0;
  /** In quotes. */
  readonly #words = new Map<string, Piece>();

  constructor(capacityBytes: number = CAPACITY_BYTES) {
    this.#bytes = new Uint8Array(capacityBytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** A value as `JSON.stringify` has it. */
  json(value: unknown): void {
    this.utf8(JSON.stringify(value));
  }

  /** An object as `JSON.stringify` has it, but for what writes itself. */
  object(value: object): void {
    const members = (Object.entries(value) as [string, unknown][]).filter(
      ([, member]) => member !== undefined,
    );
    this.piece(OBJECT_OPEN);
    members.forEach(([name, member], place) => {
      this.piece(nameOf(name, place));
      if (member instanceof Written) member.writeTo(this);
      else this.json(member);
    });
    this.piece(OBJECT_CLOSE);
  }

  /** An array of objects. @param cells by name, what writes the one of a row */
  rows(length: number, cells: Readonly<Record<string, (row: number) => void>>): void {
    const names = Object.keys(cells).map(nameOf);
    const writers = Object.values(cells);
    this.list(length, (row) => {
      this.piece(OBJECT_OPEN);
      for (let place = 0; place < writers.length; place += 1) {
        this.piece(names[place] as Piece);
        (writers[place] as (row: number) => void)(row);
      }
      this.piece(OBJECT_CLOSE);
    });
  }

  /** An array. @param item writes the one at a place */
  list(length: number, item: (place: number) => void): void {
    this.piece(OPEN);
    for (let place = 0; place < length; place += 1) {
      if (place > 0) this.piece(COMMA);
      item(place);
    }
    this.piece(CLOSE);
  }

  /** Any text as it is. */
  utf8(text: string): void {
    // A UTF-16 unit comes to three bytes at most.
    this.#reserve(3 * text.length);
    this.#at += Buffer.from(this.#bytes.buffer).write(text, this.#at);
  }

  /** A text in quotes that comes often. */
  word(text: string): void {
    let word = this.#words.get(text);
    if (word === undefined) {
      word = pieceOf(JSON.stringify(text));
      this.#words.set(text, word);
    }
    this.piece(word);
  }

  /** Bytes as they are. */
  piece({ words, length }: Piece): void {
    this.#reserve(length);
    const view = this.#view;
    let at = this.#at;
    this.#at += length;
    for (let i = 0; i < words.length; i += 1, at += 4) view.setInt32(at, words[i] as number, true);
  }

  /** Bytes up to one of two that end them. @returns where that one is */
  copyUntil(from: Uint8Array, begin: number, [end, otherEnd]: readonly [number, number]): number {
    this.#reserve(CELL_BYTES_MAX);
    const bytes = this.#bytes;
    let at = this.#at;
    let place = begin;
    for (let byte = from[place] as number; byte !== end && byte !== otherEnd;) {
      bytes[at] = byte;
      at += 1;
      place += 1;
      byte = from[place] as number;
    }
    this.#at = at;
    return place;
  }

  /** A date in quotes. @param epochDay since 1970-01-01 */
  day(epochDay: number): void {
    if (epochDay < this.#monthStart || epochDay >= this.#monthEnd) this.#turnTo(epochDay);
    this.#reserve(CELL_BYTES_MAX);
    this.#byte(QUOTE);
    this.#digits(this.#year, 4);
    this.#byte(MINUS);
    this.#digits(this.#month, 2);
    this.#byte(MINUS);
    this.#digits(epochDay - this.#monthStart + 1, 2);
    this.#byte(QUOTE);
  }

  /** As `moneyText`, in quotes. @param cents a whole number that a double holds exactly */
  money(cents: number): void {
    this.#opened(cents);
    const size = Math.abs(cents);
    const whole = Math.floor(size / CENTS_PER_MONEY);
    this.#whole(whole);
    this.#byte(POINT);
    this.#digits(size - whole * CENTS_PER_MONEY, MONEY_PLACES);
    this.#byte(QUOTE);
  }

  /** As `sharesText`, in quotes. @param units a whole number that a double holds exactly */
  shares(units: number): void {
    this.#opened(units);
    const size = Math.abs(units);
    const whole = Math.floor(size / UNITS_PER_SHARE);
    this.#whole(whole);
    const rest = size - whole * UNITS_PER_SHARE;
    if (rest > 0) {
      this.#byte(POINT);
      this.#digits(rest, SHARE_PLACES);
      while (this.#bytes[this.#at - 1] === 0x30) this.#at -= 1;
    }
    this.#byte(QUOTE);
  }

  /** The text in memory of its own, with {@link ROOM_BYTES} around it. It is not to be written on. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(ROOM_BYTES.before, this.#at);
  }

  /** Turns to the month of a day: all months have 28 days, and this one at least up to that day. */
  #turnTo(epochDay: number): void {
    const date = fromEpochDay(epochDay);
    this.#year = Number(date.slice(0, 4));
    this.#month = Number(date.slice(5, 7));
    this.#monthStart = epochDay - Number(date.slice(8)) + 1;
    this.#monthEnd = Math.max(this.#monthStart + DAYS_OF_ANY_MONTH, epochDay + 1);
  }

  #byte(byte: number): void {
    this.#view.setUint8(this.#at, byte);
    this.#at += 1;
  }

  /** Opens quotes and writes a sign. */
  #opened(scaled: number): void {
    assert(Number.isSafeInteger(scaled), 'money and shares are counted in whole units');
    this.#reserve(CELL_BYTES_MAX);
    this.#byte(QUOTE);
    if (scaled >= 0) return;
    this.#byte(MINUS);
  }

  /** A whole number from 0. */
  #whole(value: number): void {
    const high = Math.floor(value / INTEGER_END);
    if (high === 0) {
      this.#digits(value, digitsOf(value));
    } else {
      this.#digits(high, digitsOf(high));
      this.#digits(value - high * INTEGER_END, DIGITS_OF_INTEGER);
    }
  }

  /** The last digits of a whole number below 2^31, two by two. */
  #digits(value: number, places: number): void {
    const view = this.#view;
    const begin = this.#at;
    let at = begin + places;
    this.#at = at;
    let rest = value | 0;
    for (at -= 2; at >= begin; at -= 2) {
      const hundreds = (rest / 100) | 0;
      view.setUint16(at, TWO_DIGITS[rest - 100 * hundreds] as number, true);
      rest = hundreds;
    }
    if (at === begin - 1) view.setUint8(begin, 0x30 + (rest % 10));
  }

  /** Room for so many bytes, and for what a piece or a room takes past them. */
  #reserve(length: number): void {
    const needed = this.#at + length + ROOM_BYTES.after;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** The name of an object's member, with what stands before and after it. */
export function nameOf(name: string, place: number): Piece {
  return pieceOf(`${place === 0 ? '' : ','}${JSON.stringify(name)}:`);
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let end = 10; value >= end; end *= 10) digits += 1;
  return digits;
}
