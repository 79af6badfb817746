import { byte, MINUS, POINT, whole, ZERO } from './digits';

const FRACTION_BITS: u64 = 52;
const HIDDEN: u64 = 1 << FRACTION_BITS;
/** The exponent of 2 that a fraction with its hidden bit has at the exponent 0 of a double. */
const EXPONENT_OF_FRACTION: i32 = 1075;
const EXPONENT_MAX: u64 = 2047;
const LOW: u64 = 0xffff_ffff;
/** The least exponent of 10 whose power stands in the table. */
const POWER_MIN: i32 = -292;

/** The shortest decimal that reads back as a double: `decimal` · 10^`exponent`. */
let decimal: u64 = 0;
let exponent: i32 = 0;

/**
 * Writes a double as JavaScript does: the shortest decimal that reads back as it, of several the
 * nearest; `null` where it is not finite.
 *
 * @param powers 10^k from k = −292 to 324, 128 bits each, the higher half first, so that the first
 *   bit is set; rounded up
 * @returns where the next byte goes
 */
export function number(value: f64, powers: usize, at: usize): usize {
  const bits = reinterpret<u64>(value);
  const raw = (bits >> FRACTION_BITS) & EXPONENT_MAX;
  if (raw === EXPONENT_MAX) {
    store<u32>(at, 0x6c6c_756e);
    return at + 4;
  }
  if (value < 0) at = byte(MINUS, at);
  const size = abs(value);
  if (size < 9e15 && trunc(size) === size) return whole(u64(size), at);
  findShortest(bits & (HIDDEN - 1), i32(raw), powers);
  return placed(at);
}

/**
 * Finds the shortest decimal in the interval of numbers that are rounded to a double.
 *
 * Source: Giulietti, The Schubfach way to render doubles (2021), section 9.
 */
function findShortest(fraction: u64, raw: i32, powers: usize): void {
  const c = raw === 0 ? fraction : fraction | HIDDEN;
  const q = max(raw, 1) - EXPONENT_OF_FRACTION;
  // Below a power of two doubles lie twice as dense.
  const isCloser = fraction === 0 && raw > 1;
  // ⌊log₁₀ 2^q⌋, or of ¾ · 2^q; then ⌊log₂ 10^−k⌋.
  const k = (q * 1_262_611 - (isCloser ? 524_031 : 0)) >> 22;
  const shift = u64(q + ((-k * 1_741_647) >> 19) + 1);
  const power = powers + (usize(-k - POWER_MIN) << 4);
  const high = load<u64>(power);
  const low = load<u64>(power, 8);
  // The ends of the interval belong to it where c is even.
  const open = c & 1;
  const lower = roundedToOdd(high, low, ((c << 2) - (isCloser ? 1 : 2)) << shift) + open;
  const middle = roundedToOdd(high, low, (c << 2) << shift);
  const upper = roundedToOdd(high, low, ((c << 2) + 2) << shift) - open;
  const s = middle >> 2;
  if (s >= 10) {
    const tenth = s / 10;
    const isBelow = lower <= 40 * tenth;
    const isAbove = 40 * tenth + 40 <= upper;
    if (isBelow !== isAbove) {
      decimal = tenth + u64(isAbove);
      exponent = k + 1;
      return;
    }
  }
  const isBelow = lower <= s << 2;
  const isAbove = (s << 2) + 4 <= upper;
  const half = (s << 2) + 2;
  const isUp = isBelow !== isAbove ? isAbove : middle > half || (middle === half && (s & 1) === 1);
  decimal = s + u64(isUp);
  exponent = k;
}

/** The upper 64 of 192 bits of a product; the last one set where any of the others is. */
function roundedToOdd(high: u64, low: u64, factor: u64): u64 {
  const carried = upperHalf(low, factor);
  const below = high * factor + carried;
  return (upperHalf(high, factor) + u64(below < carried)) | u64(below > 1);
}

function upperHalf(a: u64, b: u64): u64 {
  const low = (a & LOW) * (b & LOW);
  const cross = (a >> 32) * (b & LOW) + (low >> 32);
  const other = (a & LOW) * (b >> 32) + (cross & LOW);
  return (a >> 32) * (b >> 32) + (cross >> 32) + (other >> 32);
}

/** Writes the decimal with its point, or, far from 1, with its exponent. */
function placed(at: usize): usize {
  // Room for the point is left before the digits.
  const all = whole(decimal, at + 1);
  let end = all;
  while (load<u8>(end - 1) === ZERO) end -= 1;
  const count = i32(end - at) - 1;
  const power = exponent + i32(all - end);
  const point = count + power;
  if (power >= 0 && point <= 21) {
    moveForward(at, count);
    return zeros(power, at + count);
  }
  if (point > 0 && point <= 21) {
    moveForward(at, point);
    store<u8>(at + point, POINT);
    return end;
  }
  if (point > -6 && point <= 0) {
    const from = zeros(-point, byte(POINT, byte(ZERO, at)));
    whole(decimal, from);
    return from + count;
  }
  moveForward(at, 1);
  if (count > 1) store<u8>(at + 1, POINT);
  return exponentAt(point - 1, count > 1 ? end : at + 1);
}

/** Moves bytes by one towards the beginning. */
function moveForward(at: usize, count: i32): void {
  for (let i: usize = 0; i < usize(count); i += 1) store<u8>(at + i, load<u8>(at + i + 1));
}

function zeros(count: i32, at: usize): usize {
  for (let i = 0; i < count; i += 1) at = byte(ZERO, at);
  return at;
}

function exponentAt(power: i32, at: usize): usize {
  // `e+` or `e-`
  store<u16>(at, power < 0 ? 0x2d65 : 0x2b65);
  return whole(u64(abs(power)), at + 2);
}
