import type { Decimal } from '../../domain/decimals.js';
import { assert } from '../../domain/errors.js';

/** PostgreSQL keeps a numeric as digits in base 10,000, four decimal digits each. */
const DIGIT_BASE = 10_000;
const DECIMALS_PER_DIGIT = 4;
const SIGN_POSITIVE = 0x0000;
const SIGN_NEGATIVE = 0x4000;

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
  const wholeText = whole.padStart(Math.ceil(whole.length / DECIMALS_PER_DIGIT) * 4, '0');
  const fractionText = fraction.padEnd(Math.ceil(fraction.length / DECIMALS_PER_DIGIT) * 4, '0');
  const digits: number[] = [];
  for (let i = 0; i < wholeText.length; i += 4) digits.push(Number(wholeText.slice(i, i + 4)));
  let weight = digits.length - 1;
  for (let i = 0; i < fractionText.length; i += 4)
    digits.push(Number(fractionText.slice(i, i + 4)));
  while (digits.length > 0 && digits[0] === 0) {
    digits.shift();
    weight -= 1;
  }
  while (digits.length > 0 && digits.at(-1) === 0) digits.pop();
  return {
    digits,
    weight: digits.length === 0 ? 0 : weight,
    isNegative: value.isNegative() && digits.length > 0,
    scale,
  };
}

export function writeNumeric(view: DataView, offset: number, parts: NumericParts): number {
  view.setInt16(offset, parts.digits.length);
  view.setInt16(offset + 2, parts.weight);
  view.setUint16(offset + 4, parts.isNegative ? SIGN_NEGATIVE : SIGN_POSITIVE);
  view.setInt16(offset + 6, parts.scale);
  parts.digits.forEach((digit, i) => {
    view.setInt16(offset + 8 + i * 2, digit);
  });
  return 8 + parts.digits.length * 2;
}

/**
 * Reads a numeric as the float64 nearest to it. Exact to the last bit while the value, taken as an
 * integer of its last stored digit, stays below 2^53: true for every price and volume here.
 */
export function readNumericAsFloat(view: DataView, offset: number): number {
  const count = view.getInt16(offset);
  const weight = view.getInt16(offset + 2);
  const sign = view.getUint16(offset + 4);
  assert(sign === SIGN_POSITIVE || sign === SIGN_NEGATIVE, 'a stored number is finite');
  let integer = 0;
  for (let i = 0; i < count; i += 1) {
    integer = integer * DIGIT_BASE + view.getInt16(offset + 8 + i * 2);
  }
  const exponent = weight - count + 1;
  const magnitude =
    exponent >= 0 ? integer * DIGIT_BASE ** exponent : integer / DIGIT_BASE ** -exponent;
  return sign === SIGN_NEGATIVE ? -magnitude : magnitude;
}
