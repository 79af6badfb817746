import { ReturnColumn, type Kernel } from '../sample.js';

/**
 * Continuously compounded returns, ln(1 + return), one per period. A fall that a double rounds to
 * the whole price is taken from the prices.
 */
export const logReturns: Kernel<ReturnColumn> = ({ returns: { values }, prices }) =>
  new ReturnColumn(
    values.map((value, i) =>
      value <= -1
        ? Math.log(prices[i + 1] as number) - Math.log(prices[i] as number)
        : Math.log1p(value),
    ),
  );
