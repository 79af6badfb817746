import type { Decimal } from '../../domain/decimals.js';
import { assert } from '../../domain/errors.js';

/** PostgreSQL keeps a numeric as digits in base 10,000, four decimal digits each. */
const DIGIT_BASE = 10_000;
const DECIMALS_PER_DIGIT = 4;
const SIGN_POSITIVE = 0x0000;
const SIGN_NEGATIVE = 0x4000;
const HEAD_BYTES = 8;
/** The largest power of 10,000 that is a float64 to the last bit. */
const LARGEST_EXACT_EXPONENT = 5;

/** decimal.js keeps words in base 10^7. */
const DECIMALS_PER_WORD = 7;

/** A numeric's parts: value = Σ digits[i] · 10000^(weight − i), shown with `scale` decimals. */
export interface NumericParts {
  readonly digits: readonly number[];
  readonly weight: number;
  readonly isNegative: boolean;
  readonly scale: number;
}

/** The wire digits of a finite decimal, rounded half-even to `scale` places. */
export function numericParts(value: Decimal, scale: number): NumericParts {
  assert(value.isFinite(), 'a stored number is finite');
  const text = value.abs().toFixed(scale);
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const fraction = point < 0 ? '' : text.slice(point + 1);
  const padded = (length: number): number =>
    Math.ceil(length / DECIMALS_PER_DIGIT) * DECIMALS_PER_DIGIT;
  const wholeText = whole.padStart(padded(whole.length), '0');
  const allText = wholeText + fraction.padEnd(padded(fraction.length), '0');
  const all: number[] = [];
  for (let i = 0; i < allText.length; i += DECIMALS_PER_DIGIT) {
    all.push(Number(allText.slice(i, i + DECIMALS_PER_DIGIT)));
  }
  const first = all.findIndex((digit) => digit !== 0);
  if (first < 0) return { digits: [], weight: 0, isNegative: false, scale };
  return {
    digits: all.slice(first, all.findLastIndex((digit) => digit !== 0) + 1),
    weight: wholeText.length / DECIMALS_PER_DIGIT - 1 - first,
    isNegative: value.isNegative(),
    scale,
  };
}

export function numericBytes({ digits }: NumericParts): number {
  return HEAD_BYTES + digits.length * 2;
}

/** @returns where the numeric ends */
export function writeNumeric(view: DataView, offset: number, parts: NumericParts): number {
  writeHead(view, offset, parts.digits.length, parts.weight, parts.isNegative, parts.scale);
  parts.digits.forEach((digit, i) => {
    view.setInt16(offset + HEAD_BYTES + i * 2, digit);
  });
  return offset + numericBytes(parts);
}

function writeHead(
  view: DataView,
  offset: number,
  count: number,
  weight: number,
  isNegative: boolean,
  scale: number,
): void {
  view.setInt16(offset, count);
  view.setInt16(offset + 2, weight);
  view.setUint16(offset + 4, isNegative ? SIGN_NEGATIVE : SIGN_POSITIVE);
  view.setInt16(offset + 6, scale);
}

/** Bytes that {@link writePrice} needs at most. */
export const PRICE_BYTES = HEAD_BYTES + 2 * 4;

/**
 * Writes what most prices are, straight from the decimal's words: positive, below 10^7, with no
 * more than `scale` decimals (5 to 7). It gives the very bytes of {@link writeNumeric} without a
 * text in between, which is most of what encoding a bar costs.
 *
 * @returns where the numeric ends, or −1 when the value is not of that kind: nothing is written
 */
export function writePrice(view: DataView, offset: number, value: Decimal, scale: number): number {
  const { d: words, e: exponent, s: sign } = value;
  // Positively put: an infinity has no exponent and no words.
  const isInRange = exponent < DECIMALS_PER_WORD && exponent >= -DECIMALS_PER_WORD;
  if (sign !== 1 || !isInRange) return -1;
  if (scale <= DECIMALS_PER_DIGIT || scale > DECIMALS_PER_WORD) return -1;
  const fractionIndex = exponent >= 0 ? 1 : 0;
  if (words.length > fractionIndex + 1) return -1;
  const whole = exponent >= 0 ? (words[0] as number) : 0;
  const fraction = words[fractionIndex] ?? 0;
  if (fraction % 10 ** (DECIMALS_PER_WORD - scale) !== 0) return -1;
  // Eight decimals in two digits: 0.1234567 is 1234 and 5670.
  const decimals = fraction * 10;
  const third = Math.floor(decimals / DIGIT_BASE);
  const fourth = decimals % DIGIT_BASE;
  const first = Math.floor(whole / DIGIT_BASE);
  const second = whole % DIGIT_BASE;
  const skipped = first > 0 ? 0 : second > 0 ? 1 : third > 0 ? 2 : 3;
  const used = fourth > 0 ? 4 : third > 0 ? 3 : second > 0 ? 2 : 1;
  if (skipped >= used) return -1;
  writeHead(view, offset, used - skipped, 1 - skipped, false, scale);
  let end = offset + HEAD_BYTES;
  for (let i = skipped; i < used; i += 1, end += 2) {
    view.setInt16(end, i === 0 ? first : i === 1 ? second : i === 2 ? third : fourth);
  }
  return end;
}

/** Reads a numeric as the float64 nearest to it. @throws when it is NaN or infinite */
export function readNumericAsFloat(view: DataView, offset: number): number {
  const count = view.getInt16(offset);
  const weight = view.getInt16(offset + 2);
  const sign = view.getUint16(offset + 4);
  assert(sign === SIGN_POSITIVE || sign === SIGN_NEGATIVE, 'a stored number is finite');
  let integer = 0;
  for (let i = 0; i < count; i += 1) {
    integer = integer * DIGIT_BASE + view.getInt16(offset + HEAD_BYTES + i * 2);
  }
  const exponent = weight - count + 1;
  // One rounding at most: an exact integer times or over an exact power.
  const isExact =
    integer <= Number.MAX_SAFE_INTEGER && Math.abs(exponent) <= LARGEST_EXACT_EXPONENT;
  const magnitude = !isExact
    ? nearestFloat(view, offset, count, exponent)
    : exponent >= 0
      ? integer * DIGIT_BASE ** exponent
      : integer / DIGIT_BASE ** -exponent;
  return sign === SIGN_NEGATIVE ? -magnitude : magnitude;
}

/** By way of text, for numbers of more digits than a float64 holds. */
function nearestFloat(view: DataView, offset: number, count: number, exponent: number): number {
  let digits = '0';
  for (let i = 0; i < count; i += 1) {
    digits += String(view.getInt16(offset + HEAD_BYTES + i * 2)).padStart(DECIMALS_PER_DIGIT, '0');
  }
  return Number(`${digits}e${exponent * DECIMALS_PER_DIGIT}`);
}
