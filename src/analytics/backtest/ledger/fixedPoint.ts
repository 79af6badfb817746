import { Dec, type Decimal } from '../../../domain/decimals.js';
import { assert, HighwaterError } from '../../../domain/errors.js';

/** Money is counted in whole cents, shares in whole units of 1e-8: integers that a double holds exactly. */
export const CENTS_PER_MONEY = 100;
export const UNITS_PER_SHARE = 1e8;
/** Units times a price of one share, over this, are cents. */
export const UNIT_PRICES_PER_CENT = UNITS_PER_SHARE / CENTS_PER_MONEY;

/**
 * More than the relative error of a × b / c in doubles, where b stands for the decimal that it
 * prints as: three roundings of at most 2^-53 each.
 */
const RELATIVE_ERROR = 2 ** -51;

/**
 * The whole number nearest to a × b / c, half to even, exactly. In doubles where their error
 * cannot change the answer, in decimals where it could.
 *
 * @param a a whole number from 0
 * @param b from 0; counts as the shortest decimal that reads back as it
 * @param c a whole number
 */
export function roundedProduct(a: number, b: number, c: number): number {
  const product = (a * b) / c;
  const nearest = Math.floor(product + 0.5);
  return isCertain(product, nearest) ? nearest : roundedExactly(a, b, c);
}

/** Whether a product's error cannot make another whole number the nearest. */
function isCertain(product: number, nearest: number): boolean {
  return 0.5 - Math.abs(product - nearest) > product * RELATIVE_ERROR;
}

function roundedExactly(a: number, b: number, c: number): number {
  return new Dec(a).times(b).div(c).toDecimalPlaces(0, Dec.ROUND_HALF_EVEN).toNumber();
}

/**
 * The greatest whole number that is not above a × b / c, exactly, as {@link roundedProduct}.
 *
 * @param c above 0; counts as the decimal that it prints as
 */
export function flooredQuotient(a: number, b: number, c: number): number {
  const quotient = (a * b) / c;
  const nearest = Math.round(quotient);
  if (Math.abs(quotient - nearest) > quotient * RELATIVE_ERROR) return Math.floor(quotient);
  return new Dec(a).times(b).div(c).floor().toNumber();
}

/** What units are worth at a price, to the cent. */
export function worthCents(units: number, price: number): number {
  return worthOfScaled(units / UNIT_PRICES_PER_CENT, units, price);
}

/** As {@link worthCents}, for units that are valued often: `scaled` is units over unit prices per cent. */
export function worthOfScaled(scaled: number, units: number, price: number): number {
  const product = scaled * price;
  const nearest = Math.floor(product + 0.5);
  return isCertain(product, nearest) ? nearest : roundedExactly(units, price, UNIT_PRICES_PER_CENT);
}

/** Cents of an amount of money. @throws HighwaterError AMOUNT_TOO_LARGE */
export function centsOf(amount: Decimal | string | number): number {
  const cents = new Dec(amount).times(CENTS_PER_MONEY).toDecimalPlaces(0).toNumber();
  return requireExact(cents);
}

/** @throws HighwaterError AMOUNT_TOO_LARGE where cents cannot be told apart any more */
export function requireExact(cents: number): number {
  assert(!Number.isNaN(cents), 'an amount of money is a number');
  if (Math.abs(cents) <= Number.MAX_SAFE_INTEGER) return cents;
  throw new HighwaterError(
    'AMOUNT_TOO_LARGE',
    'usage',
    'The simulation comes to more than 90 trillion: begin with less capital, or contribute less.',
  );
}
