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
  const starts = STARTS.flatMap((partial) =>
    STARTS.map((second): MovingAverage => ({ first: partial * (1 + second), second })),
  );
  const values = deviances(x, starts);
  const best = values.reduce((least, value) => (value < least ? value : least), Infinity);
  const start = starts[values.indexOf(best)] ?? { first: 0, second: 0 };
  const objective = (points: readonly (readonly [number, number])[]): Float64Array =>
    deviances(
      x,
      points.map(([first, second]) => ({ first, second })),
    );
  const minimum = minimise(objective, [start.first, start.second]);
  return minimum && invertible({ first: minimum[0], second: minimum[1] });
};

/** The innovations algorithm under way: what the next day's innovation follows from. */
interface Innovations {
  /** Days that are behind. */
  t: number;
  theta1: number;
  theta2: number;
  /** The variance of the next innovation, in units of the errors' variance. */
  v: number;
  u1: number;
  u2: number;
  /** Σ u²/v. */
  squares: number;
  /** Σ ln v of all days, those to come too. */
  logs: number;
}

/**
 * −2/n times the log-likelihood of each model, up to a constant, the variance of the errors at its
 * best: ln(mean of u²/v) + mean of ln v, u the one-step innovations and v their variances in units
 * of the errors' variance, by the innovations algorithm.
 */
export function deviances(x: Float64Array, models: readonly MovingAverage[]): Float64Array {
  const under = models.map((model) => settled(x, model));
  for (let i = 0; i < under.length; i += 4) finishFour(x, under.slice(i, i + 4));
  return Float64Array.from(under, ({ squares, logs }) => {
    return Math.log(squares / x.length) + logs / x.length;
  });
}

/** Up to the day from which coefficients stay as they are: they have repeated to the bit. */
function settled(x: Float64Array, { first, second }: MovingAverage): Innovations {
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
  logs += Math.log(product) + (length - t) * Math.log(v);
  return { t, theta1, theta2, v, u1, u2, squares, logs };
}

/** Goes on to a day with the coefficients as they are. */
function advance(x: Float64Array, model: Innovations, end: number): void {
  const { theta1, theta2, v } = model;
  let { u1, u2, squares } = model;
  for (let { t } = model; t < end; t += 1) {
    const u = (x[t] as number) - theta1 * u1 - theta2 * u2;
    squares += (u * u) / v;
    u2 = u1;
    u1 = u;
  }
  Object.assign(model, { t: Math.max(model.t, end), u1, u2, squares });
}

/**
 * To the end, four models side by side: each innovation waits for the one before, and the
 * processor works on the others meanwhile. The bits are those of each model by itself.
 */
function finishFour(x: Float64Array, models: readonly Innovations[]): void {
  const [a, b, c, d] = models;
  const start = Math.max(...models.map(({ t }) => t));
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    for (const model of models) advance(x, model, x.length);
    return;
  }
  for (const model of models) advance(x, model, start);
  let [a1, a2, aSquares] = [a.u1, a.u2, a.squares];
  let [b1, b2, bSquares] = [b.u1, b.u2, b.squares];
  let [c1, c2, cSquares] = [c.u1, c.u2, c.squares];
  let [d1, d2, dSquares] = [d.u1, d.u2, d.squares];
  const [aTheta1, aTheta2, aV] = [a.theta1, a.theta2, a.v];
  const [bTheta1, bTheta2, bV] = [b.theta1, b.theta2, b.v];
  const [cTheta1, cTheta2, cV] = [c.theta1, c.theta2, c.v];
  const [dTheta1, dTheta2, dV] = [d.theta1, d.theta2, d.v];
  for (let t = start; t < x.length; t += 1) {
    const value = x[t] as number;
    const aNow = value - aTheta1 * a1 - aTheta2 * a2;
    const bNow = value - bTheta1 * b1 - bTheta2 * b2;
    const cNow = value - cTheta1 * c1 - cTheta2 * c2;
    const dNow = value - dTheta1 * d1 - dTheta2 * d2;
    aSquares += (aNow * aNow) / aV;
    bSquares += (bNow * bNow) / bV;
    cSquares += (cNow * cNow) / cV;
    dSquares += (dNow * dNow) / dV;
    [a2, b2, c2, d2] = [a1, b1, c1, d1];
    [a1, b1, c1, d1] = [aNow, bNow, cNow, dNow];
  }
  a.squares = aSquares;
  b.squares = bSquares;
  c.squares = cSquares;
  d.squares = dSquares;
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
