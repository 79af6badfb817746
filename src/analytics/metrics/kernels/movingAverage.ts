import type { Kernel } from '../sample.js';
import { centredReturns } from './centredReturns.js';
import { minimise } from './minimise.js';

/** A moving average of order 2: x_t = e_t + first · e_(t−1) + second · e_(t−2), e independent. */
export interface MovingAverage {
  readonly first: number;
  readonly second: number;
}

const PRODUCT_MAX = 1e100;

/** Where the search for the minimum may begin: partial coefficients, each within −1 and 1. */
const STARTS = [-0.8, -0.4, 0, 0.4, 0.8] as const;

/**
 * The moving average of order 2 that returns less their mean are likeliest under, errors normal:
 * exact maximum likelihood, by Newton's method from the best of 25 starting points. Its roots lie
 * on or outside the unit circle. Null where the search does not converge. Returns must vary.
 *
 * Source of the likelihood: Brockwell and Davis, Time Series: Theory and Methods, 2nd ed., 5.3
 * and 8.7.
 */
export const movingAverageFit: Kernel<MovingAverage | null> = (sample) => {
  const scale = sample.returns.moments.standardDeviation;
  const x = sample.of(centredReturns).map((deviation) => deviation / scale);
  const objective = (first: number, second: number): number => deviance(x, { first, second });
  let [best, start] = [Infinity, { first: 0, second: 0 }];
  for (const partial of STARTS) {
    for (const second of STARTS) {
      const candidate = { first: partial * (1 + second), second };
      const value = deviance(x, candidate);
      if (value < best) [best, start] = [value, candidate];
    }
  }
  const minimum = minimise(objective, [start.first, start.second]);
  return minimum && invertible({ first: minimum[0], second: minimum[1] });
};

/**
 * −2/n times the log-likelihood, up to a constant, the variance of the errors at its best:
 * ln(mean of u²/v) + mean of ln v, u the one-step innovations and v their variances in units of
 * the errors' variance, by the innovations algorithm.
 */
export function deviance(x: Float64Array, { first, second }: MovingAverage): number {
  const variance = 1 + first * first + second * second;
  const lag1 = first * (1 + second);
  const length = x.length;
  let [v, v1, v2] = [1, 1, 1];
  let [u1, u2] = [0, 0];
  let [theta1, theta2] = [0, 0];
  let squares = 0;
  // The logarithm of a product of variances, taken before it leaves the range of a double.
  let [logs, product] = [0, 1];
  let t = 0;
  for (let isSettled = false; t < length && !isSettled; t += 1) {
    const theta1Before = theta1;
    theta2 = t < 2 ? 0 : second / v2;
    theta1 = t < 1 ? 0 : (lag1 - theta2 * theta1Before * v2) / v1;
    v = variance - theta1 * theta1 * v1 - theta2 * theta2 * v2;
    const u = (x[t] as number) - theta1 * u1 - theta2 * u2;
    squares += (u * u) / v;
    product *= v;
    if (product > PRODUCT_MAX || product < 1 / PRODUCT_MAX) {
      logs += Math.log(product);
      product = 1;
    }
    isSettled = t > 2 && v === v1 && v === v2 && theta1 === theta1Before;
    v2 = v1;
    v1 = v;
    u2 = u1;
    u1 = u;
  }
  // Coefficients that have repeated to the bit stay as they are.
  logs += Math.log(product) + (length - t) * Math.log(v);
  for (; t < length; t += 1) {
    const u = (x[t] as number) - theta1 * u1 - theta2 * u2;
    squares += (u * u) / v;
    u2 = u1;
    u1 = u;
  }
  return Math.log(squares / length) + logs / length;
}

/** The same process with roots on or outside the unit circle: each of the others is turned over. */
function invertible({ first, second }: MovingAverage): MovingAverage {
  const discriminant = first * first - 4 * second;
  if (discriminant < 0) {
    return second > 1 ? { first: first / second, second: 1 / second } : { first, second };
  }
  const larger = (-first - Math.sign(first) * Math.sqrt(discriminant)) / 2;
  const reciprocals =
    larger === 0
      ? [Math.sqrt(discriminant) / 2, -Math.sqrt(discriminant) / 2]
      : [larger, second / larger];
  const [one, other] = reciprocals.map((root) => (Math.abs(root) > 1 ? 1 / root : root)) as [
    number,
    number,
  ];
  return { first: 0 - (one + other), second: one * other };
}
