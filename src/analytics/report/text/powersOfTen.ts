const [POWER_MIN, POWER_MAX] = [-292, 324];
const HALF_BITS = 64n;
const BITS = 2n * HALF_BITS;

/** Bits of a number above 0. */
const bitsOf = (value: bigint): bigint => BigInt(value.toString(2).length);

/** The first 128 bits of a quotient, rounded up. */
function leadingBits(dividend: bigint, divisor: bigint): bigint {
  const shift = BITS + bitsOf(divisor) - bitsOf(dividend);
  const quotient = (by: bigint): bigint =>
    by < 0n ? up(dividend, divisor << -by) : up(dividend << by, divisor);
  const first = quotient(shift);
  return bitsOf(first) > BITS ? quotient(shift - 1n) : first;
}

const up = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

let powers: BigUint64Array | undefined;

/**
 * 10^k for k from −292 to 324: of each its first 128 bits, rounded up, the higher half first. What
 * the shortest decimals of doubles are found with.
 */
export function powersOfTen(): BigUint64Array {
  powers ??= BigUint64Array.from(
    Array.from({ length: POWER_MAX - POWER_MIN + 1 }, (_, i) => {
      const power = i + POWER_MIN;
      const size = 10n ** BigInt(Math.abs(power));
      return power < 0 ? leadingBits(1n, size) : leadingBits(size, 1n);
    }).flatMap((bits) => [bits >> HALF_BITS, BigInt.asUintN(64, bits)]),
  );
  return powers;
}
