import { ReturnColumn, type Kernel } from '../sample.js';

/**
 * Continuously compounded returns, ln(1 + return), one per period. A fall that a double rounds to
 * the whole price is taken from the prices.
 */
export const logReturns: Kernel<ReturnColumn> = ({ returns: { values }, prices }) => {
  const logs = new Float64Array(values.length);
  for (let i = 0; i < logs.length; i += 1) {
    const value = values[i] as number;
    logs[i] =
      value <= -1
        ? Math.log(prices[i + 1] as number) - Math.log(prices[i] as number)
        : Math.log1p(value);
  }
  return new ReturnColumn(logs);
};
