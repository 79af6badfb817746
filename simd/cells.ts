import { byte, digits, eight, MINUS, POINT, whole, ZERO } from './digits';
import { number } from './shortest';

const COMMA: u8 = 0x2c;
const QUOTE: u8 = 0x22;
const OPEN_BRACE: u8 = 0x7b;

/** What a cell holds; the column has doubles, one for each row. */
const NOTHING = 0;
const DATE = 1;
const MONEY = 2;
const SHARES = 3;
const NUMBER = 4;
/** Left out, with the text before it, where it is 0; else a comma stands before that but at first. */
const NUMBER_BUT_ZERO = 5;
const WORD = 6;

/** A column of cells, and the text before each of them. */
@unmanaged
class Cell {
  kind: i32 = 0;
  before: usize = 0;
  beforeLength: i32 = 0;
  column: usize = 0;
  /** For words: where each is, and how long. */
  words: usize = 0;
}

/**
 * Writes a table row by row, with commas between the rows, as JSON.
 *
 * @param cells what a row is made of
 * @param powers as for {@link number}
 * @param into at least 32 bytes more than there is text
 * @returns the end of the text; 0 where money or shares are no whole number that a double holds exactly
 */
export function writeCells(cells: usize, count: i32, rows: i32, powers: usize, into: usize): usize {
  const end = cells + usize(count) * offsetof<Cell>();
  let at = into;
  for (let row: usize = 0; row < usize(rows); row += 1) {
    if (row > 0) at = byte(COMMA, at);
    for (let place = cells; place < end; place += offsetof<Cell>()) {
      at = writeCell(changetype<Cell>(place), row << 3, powers, at);
      if (at === 0) return 0;
    }
  }
  return at;
}

function writeCell(cell: Cell, offset: usize, powers: usize, at: usize): usize {
  const kind = cell.kind;
  const value = kind === NOTHING ? 0 : load<f64>(cell.column + offset);
  if (kind === NUMBER_BUT_ZERO) {
    if (value === 0) return at;
    if (load<u8>(at - 1) !== OPEN_BRACE) at = byte(COMMA, at);
  }
  at = copied(cell.before, cell.beforeLength, at);
  if (kind === MONEY) return scaled(value, 100, 2, at);
  if (kind === SHARES) return scaled(value, 100_000_000, 8, at);
  if (kind === NUMBER || kind === NUMBER_BUT_ZERO) return number(value, powers, at);
  if (kind === DATE) return date(i32(value), at);
  if (kind !== WORD) return at;
  const word = cell.words + (usize(value) << 3);
  return copied(load<u32>(word), load<i32>(word, 4), at);
}

/** Copies bytes, eight at a time: what comes too many is written over. */
function copied(from: usize, length: i32, at: usize): usize {
  for (let i = 0; i < length; i += 8) store<u64>(at + i, load<u64>(from + i));
  return at + length;
}

/** A decimal in quotes: money with both places, shares without zeros at their end. */
function scaled(value: f64, scale: u64, places: i32, at: usize): usize {
  const units = i64(value);
  if (f64(units) !== value || abs(value) > 9007199254740991) return 0;
  at = byte(QUOTE, at);
  if (units < 0) at = byte(MINUS, at);
  const size = u64(abs(units));
  const high = size / scale;
  const rest = size - high * scale;
  at = whole(high, at);
  if (places === 2 || rest > 0) {
    at = digits(rest, places, byte(POINT, at));
    if (places > 2) while (load<u8>(at - 1) === ZERO) at -= 1;
  }
  return byte(QUOTE, at);
}

/**
 * A day since 1970-01-01 as a date in quotes. Years begin in March, so that a leap day ends one.
 *
 * @param day of the years 0 to 9999
 */
function date(day: i32, at: usize): usize {
  // Since 0000-03-01.
  const since = u32(day + 719_468);
  const century = (4 * since + 3) / 146_097;
  const ofCentury = since - (146_097 * century) / 4;
  const year = (4 * ofCentury + 3) / 1461;
  const ofYear = ofCentury - (1461 * year) / 4;
  const march = (5 * ofYear + 2) / 153;
  const dayOfMonth = ofYear - (153 * march + 2) / 5 + 1;
  const isNext = march >= 10;
  const month = isNext ? march - 9 : march + 3;
  const all = eight(u64(10_000 * (100 * century + year + u32(isNext)) + 100 * month + dayOfMonth));
  at = byte(QUOTE, at);
  store<u32>(at, u32(all) | 0x3030_3030);
  store<u8>(at, MINUS, 4);
  store<u16>(at, u16(all >> 32) | 0x3030, 5);
  store<u8>(at, MINUS, 7);
  store<u16>(at, u16(all >> 48) | 0x3030, 8);
  return byte(QUOTE, at + 10);
}
