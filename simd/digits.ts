/** Codes of ASCII. */
export const MINUS: u8 = 0x2d;
export const POINT: u8 = 0x2e;
export const ZERO: u8 = 0x30;

const EIGHT_DIGITS: u64 = 100_000_000;
/** Eight of {@link ZERO}. */
const EIGHT_ZEROS: u64 = (0x3030_3030 << 32) | 0x3030_3030;

/** Writes one byte. @returns where the next one goes */
export function byte(code: u8, at: usize): usize {
  store<u8>(at, code);
  return at + 1;
}

/**
 * Writes the last digits of a number below 10⁸, and up to seven bytes more that count for nothing.
 *
 * @param places at most 8
 * @returns where the next byte goes
 */
export function digits(value: u64, places: i32, at: usize): usize {
  store<u64>(at, (eight(value) | EIGHT_ZEROS) >> (u64(8 - places) << 3));
  return at + places;
}

/** Writes a whole number, and bytes that count for nothing as {@link digits}. */
export function whole(value: u64, at: usize): usize {
  if (value >= EIGHT_DIGITS) {
    const high = value / EIGHT_DIGITS;
    return digits(value - high * EIGHT_DIGITS, 8, whole(high, at));
  }
  const all = eight(value);
  const leading = min(ctz(all) >> 3, 7);
  store<u64>(at, (all | EIGHT_ZEROS) >> (leading << 3));
  return at + 8 - usize(leading);
}

/**
 * The eight digits of a number below 10⁸, one in each byte, the first in the lowest: halved into
 * numbers of four digits, of two and of one, all at a time. Quotients are products with what is
 * nearly the inverse, exact for numbers so small.
 */
export function eight(value: u64): u64 {
  const four = value / 10_000;
  const fours = four | ((value - 10_000 * four) << 32);
  const upper = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
  const twos = ((fours - 100 * upper) << 16) | upper;
  const tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
  return ((twos - 10 * tens) << 8) | tens;
}
