import { Decimal } from 'decimal.js';

/** Decimals of 50 digits, to hold kernels of doubles against. */
export const Exact = Decimal.clone({ precision: 50 });

/** A double's own value; decimal.js would read the shortest text that stands for it. */
export function exactly(x: number): Decimal {
  if (x === 0) return new Exact(0);
  const shift = 53 - Math.floor(Math.log2(Math.abs(x)));
  return new Exact(BigInt(x * 2 ** shift).toString()).div(new Exact(2).pow(shift));
}

/** The values of a column, exactly. */
export function exactColumn(values: ArrayLike<number>): Decimal[] {
  return Array.from(values, exactly);
}

export const sum = (xs: readonly Decimal[]): Decimal =>
  xs.reduce((total, x) => total.plus(x), new Exact(0));
export const mean = (xs: readonly Decimal[]): Decimal => sum(xs).div(xs.length);

/** Sample covariance, divided by n − 1. */
export function covariance(xs: readonly Decimal[], ys: readonly Decimal[]): Decimal {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const products = xs.map((x, i) => x.minus(meanX).times(ys[i]!.minus(meanY)));
  return sum(products).div(xs.length - 1);
}

/** The k-th central moment, divided by n. */
export function centralMoment(xs: readonly Decimal[], k: number): Decimal {
  const middle = mean(xs);
  return mean(xs.map((x) => x.minus(middle).pow(k)));
}

/** A quantile of type 7: between the neighbours of rank (n − 1) · numerator / denominator. */
export function quantile(xs: readonly Decimal[], numerator: number, denominator: number): Decimal {
  const sorted = xs.toSorted((a, b) => a.comparedTo(b));
  const rank = new Exact(sorted.length - 1).times(numerator).div(denominator);
  const low = sorted[rank.floor().toNumber()]!;
  const high = sorted[rank.ceil().toNumber()]!;
  return low.plus(rank.minus(rank.floor()).times(high.minus(low)));
}

/** Falls from the running peak, one per price, none positive. */
export function drawdowns(prices: readonly Decimal[]): Decimal[] {
  let peak = prices[0]!;
  return prices.map((price) => {
    peak = Exact.max(peak, price);
    return price.div(peak).minus(1);
  });
}

/** 'within' the promised relative error, or the error itself for the report of a failure. */
export function relativeError(value: number | null, exact: Decimal, allowed = 1e-12): string {
  if (value === null) return 'null';
  if (exact.isZero()) return value === 0 ? 'within' : String(value);
  const error = exact.minus(exactly(value)).abs().div(exact.abs()).toNumber();
  return error <= allowed ? 'within' : error.toExponential(2);
}
