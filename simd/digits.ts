/** Codes of ASCII. */
export const MINUS: u8 = 0x2d;
export const POINT: u8 = 0x2e;
export const ZERO: u8 = 0x30;

const EIGHT_DIGITS: u64 = 100_000_000;

/** Writes one byte. @returns where the next one goes */
export function byte(code: u8, at: usize): usize {
  store<u8>(at, code);
  return at + 1;
}

/** Writes the last digits of a number, two by two. @returns where the next byte goes */
export function digits(value: u32, places: i32, at: usize): usize {
  const end = at + places;
  let to = end;
  for (; to > at + 1; value /= 100) {
    to -= 2;
    const two = value % 100;
    const tens = (two * 103) >> 10;
    store<u16>(to, u16(0x3030 + tens + ((two - 10 * tens) << 8)));
  }
  if (to > at) store<u8>(at, ZERO + u8(value % 10));
  return end;
}

/** How many digits a number below 10⁹ has. */
function countOf(value: u32): i32 {
  let count = 1;
  for (let end: u32 = 10; value >= end && count < 9; end *= 10) count += 1;
  return count;
}

/** Writes a whole number. @returns where the next byte goes */
export function whole(value: u64, at: usize): usize {
  if (value < EIGHT_DIGITS) return digits(u32(value), countOf(u32(value)), at);
  const high = value / EIGHT_DIGITS;
  return digits(u32(value - high * EIGHT_DIGITS), 8, whole(high, at));
}
