import { Decimal } from 'decimal.js';

/** Decimal with 40 significant digits, half-even: the one constructor that the project uses. */
export const Dec = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });
export type { Decimal };

/** Decimal places of a stored price, numeric(18,6). */
export const PRICE_PLACES = 6;
/** Decimal places of a stored dividend or split ratio, numeric(20,8). */
export const ACTION_PLACES = 8;
/** Decimal places of a stored capitalisation, numeric(20,2). */
export const CAP_PLACES = 2;
/** Decimal places of a stored cumulative factor, numeric(24,16). */
export const FACTOR_PLACES = 16;

/** Rounded half-even to a price's places. */
export function toPrice(value: Decimal): Decimal {
  return value.toDecimalPlaces(PRICE_PLACES, Decimal.ROUND_HALF_EVEN);
}

/**
 * The decimal that a float was meant to be. A provider that keeps prices as float32 sends
 * 563.82 as 563.8200073242188; where a number is exactly a float32, the shortest decimal that
 * reads back as that float32 is returned, otherwise the float64's own shortest form.
 */
export function decimalFromFloat(value: number): Decimal {
  if (Math.fround(value) === value && !Number.isInteger(value)) {
    for (let digits = 1; digits <= 9; digits += 1) {
      const text = value.toPrecision(digits);
      if (Math.fround(Number(text)) === value) return new Dec(text);
    }
  }
  return new Dec(value);
}
