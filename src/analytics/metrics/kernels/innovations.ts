/** A moving average of order 2: x_t = e_t + first · e_(t−1) + second · e_(t−2), e independent. */
export interface MovingAverage {
  readonly first: number;
  readonly second: number;
}

const PRODUCT_MAX = 1e100;
/** Processes whose innovations are worked out side by side. */
const LANES = 4;

/** The innovations of a process up to the time from which its coefficients stay as they are. */
interface Lane {
  readonly theta1: number;
  readonly theta2: number;
  /** Of the innovations, in units of the errors' variance. */
  readonly variance: number;
  /** Sum of the logarithms of all variances, to the last. */
  readonly logs: number;
  /** How many innovations there are so far. */
  time: number;
  /** Sum of u²/v so far. */
  squares: number;
  /** The last innovation and the one before it. */
  u1: number;
  u2: number;
}

/**
 * For each process −2/n times the log-likelihood of x, up to a constant, the variance of the errors
 * at its best: ln(mean of u²/v) + mean of ln v, u the one-step innovations and v their variances in
 * units of the errors' variance, by the innovations algorithm. A step waits for the two before it,
 * so that four processes take hardly longer than one: side by side, to the bits of each alone.
 *
 * Source: Brockwell and Davis, Time Series: Theory and Methods, 2nd ed., 5.3 and 8.7.
 *
 * @param settledWithin coefficients that change by no more than this stay as they are: 0 to the bit
 */
export function deviances(
  x: Float64Array,
  processes: readonly MovingAverage[],
  settledWithin = 0,
): number[] {
  const lanes = processes.map((process) => settle(x, process, settledWithin));
  const together = lanes.length - (lanes.length % LANES);
  for (let i = 0; i < together; i += LANES) {
    const four = lanes.slice(i, i + LANES) as [Lane, Lane, Lane, Lane];
    const time = Math.max(...four.map((lane) => lane.time));
    for (const lane of four) follow(x, lane, time);
    followFour(x, four);
  }
  for (const lane of lanes.slice(together)) follow(x, lane, x.length);
  return lanes.map(({ squares, logs }) => Math.log(squares / x.length) + logs / x.length);
}

function settle(x: Float64Array, { first, second }: MovingAverage, within: number): Lane {
  const variance = 1 + first * first + second * second;
  const lag1 = first * (1 + second);
  const { length } = x;
  let [v, v1, v2] = [1, 1, 1];
  let [u1, u2] = [0, 0];
  let [theta1, theta2] = [0, 0];
  let squares = 0;
  // The logarithm of a product of variances, taken before it leaves the range of a double.
  let [logs, product] = [0, 1];
  let time = 0;
  for (let isSettled = false; time < length && !isSettled; time += 1) {
    const theta1Before = theta1;
    theta2 = time < 2 ? 0 : second / v2;
    theta1 = time < 1 ? 0 : (lag1 - theta2 * theta1Before * v2) / v1;
    v = variance - theta1 * theta1 * v1 - theta2 * theta2 * v2;
    const u = (x[time] as number) - theta1 * u1 - theta2 * u2;
    squares += (u * u) / v;
    product *= v;
    if (product > PRODUCT_MAX || product < 1 / PRODUCT_MAX) {
      logs += Math.log(product);
      product = 1;
    }
    isSettled =
      time > 2 &&
      Math.abs(v - v1) <= within &&
      Math.abs(v - v2) <= within &&
      Math.abs(theta1 - theta1Before) <= within;
    v2 = v1;
    v1 = v;
    u2 = u1;
    u1 = u;
  }
  logs += Math.log(product) + (length - time) * Math.log(v);
  return { theta1, theta2, variance: v, logs, time, squares, u1, u2 };
}

/** Goes on to a time. */
function follow(x: Float64Array, lane: Lane, end: number): void {
  const { theta1, theta2, variance } = lane;
  let { squares, u1, u2 } = lane;
  for (let t = lane.time; t < end; t += 1) {
    const u = (x[t] as number) - theta1 * u1 - theta2 * u2;
    squares += (u * u) / variance;
    u2 = u1;
    u1 = u;
  }
  Object.assign(lane, { time: end, squares, u1, u2 });
}

/** Goes on to the end with lanes that are at one time, as {@link follow} does with each. */
function followFour(x: Float64Array, [a, b, c, d]: readonly [Lane, Lane, Lane, Lane]): void {
  const { theta1: a1, theta2: a2, variance: av } = a;
  const { theta1: b1, theta2: b2, variance: bv } = b;
  const { theta1: c1, theta2: c2, variance: cv } = c;
  const { theta1: d1, theta2: d2, variance: dv } = d;
  let { squares: as, u1: au1, u2: au2 } = a;
  let { squares: bs, u1: bu1, u2: bu2 } = b;
  let { squares: cs, u1: cu1, u2: cu2 } = c;
  let { squares: ds, u1: du1, u2: du2 } = d;
  const { length } = x;
  for (let t = a.time; t < length; t += 1) {
    const value = x[t] as number;
    const au = value - a1 * au1 - a2 * au2;
    const bu = value - b1 * bu1 - b2 * bu2;
    const cu = value - c1 * cu1 - c2 * cu2;
    const du = value - d1 * du1 - d2 * du2;
    as += (au * au) / av;
    bs += (bu * bu) / bv;
    cs += (cu * cu) / cv;
    ds += (du * du) / dv;
    au2 = au1;
    au1 = au;
    bu2 = bu1;
    bu1 = bu;
    cu2 = cu1;
    cu1 = cu;
    du2 = du1;
    du1 = du;
  }
  [a.squares, b.squares, c.squares, d.squares] = [as, bs, cs, ds];
}
