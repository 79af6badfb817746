import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { shapes } from '../../../../test/builders/oracle.js';
import { normal, uniform } from '../../../../test/builders/shapes.js';
import { deviationsOf } from './deviations.js';
import { deviances, type MovingAverage } from './innovations.js';
import { minimise, type Objective } from './minimise.js';
import { movingAverageFit } from './movingAverage.js';
import { ReturnColumn } from '../sample.js';

function fitOf(returns: ArrayLike<number>): MovingAverage {
  const fit = movingAverageFit(buildSample({ returns }));
  if (fit === null) throw new Error('The fit did not converge.');
  return fit;
}

/** A moving average of normal errors, the same numbers each time. */
function movingAverage(n: number, { first, second }: MovingAverage): Float64Array {
  const next = uniform(77);
  const errors = Array.from({ length: n + 2 }, () => 0.01 * normal(next));
  return Float64Array.from(
    { length: n },
    (_, i) => errors[i + 2]! + first * errors[i + 1]! + second * errors[i]!,
  );
}

/** −2/n ln of the normal density of x, up to a constant, by elimination in its covariances. */
function devianceByCovariances(x: Float64Array, { first, second }: MovingAverage): number {
  const lags = [1 + first ** 2 + second ** 2, first + first * second, second];
  const n = x.length;
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_x, j) => lags[Math.abs(i - j)] ?? 0),
  );
  const rest = Array.from(x);
  let [logs, squares] = [0, 0];
  for (let k = 0; k < n; k += 1) {
    const pivot = rows[k]![k]!;
    logs += Math.log(pivot);
    squares += rest[k]! ** 2 / pivot;
    for (let i = k + 1; i < n; i += 1) {
      const factor = rows[i]![k]! / pivot;
      for (let j = k; j < n; j += 1) rows[i]![j]! -= factor * rows[k]![j]!;
      rest[i]! -= factor * rest[k]!;
    }
  }
  return Math.log(squares / n) + logs / n;
}

const deviance = (x: Float64Array, process: MovingAverage): number => deviances(x, [process])[0]!;

describe('likelihood of a moving average', () => {
  it.each([
    { first: 0, second: 0 },
    { first: 0.6, second: 0.3 },
    { first: -1.2, second: 0.5 },
    { first: 1.9, second: 0.95 },
  ])('is that of the joint normal distribution: $first, $second', (process) => {
    const x = movingAverage(60, { first: 0.4, second: 0.1 });
    expect(deviance(x, process)).toBeCloseTo(devianceByCovariances(x, process), 11);
  });

  it('is the same to the bit for several side by side', () => {
    const processes = [-0.9, -0.5, 0, 0.2, 0.3, 0.7, 0.8, 0.9, 1.3, 1.6].flatMap((first) =>
      [-0.7, 0.1, 0.95].map((second) => ({ first, second })),
    );
    for (const n of [1, 2, 3, 7, 60, 701]) {
      const x = movingAverage(n, { first: 0.4, second: 0.1 });
      for (const count of [1, 4, 6, 30]) {
        const some = processes.slice(0, count);
        expect(deviances(x, some)).toEqual(some.map((process) => deviance(x, process)));
      }
    }
  });
});

describe('fit of a moving average', () => {
  it('is that of R: arima(x - mean(x), order = c(0, 0, 2), method = "ML"), reltol 1e-15', () => {
    const { first, second } = fitOf(R_SERIES);
    // R's search by numeric gradients ends within 1e-6 of the maximum.
    expect(first).toBeCloseTo(0.4660968599, 5);
    expect(second).toBeCloseTo(-0.1322093866, 5);
  });

  it.each([
    { first: 0.5, second: 0.2 },
    { first: 1.2, second: 0.5 },
    { first: -0.5, second: 0.1 },
  ])('finds the process behind 5,000 returns: $first, $second', (process) => {
    const fit = fitOf(movingAverage(5000, process));
    // Standard errors are at most about 1 / √n.
    expect(Math.abs(fit.first - process.first)).toBeLessThan(3 / Math.sqrt(5000));
    expect(Math.abs(fit.second - process.second)).toBeLessThan(3 / Math.sqrt(5000));
  });

  it.each(shapes())('converges, and nothing near it is likelier: $name', ({ returns }) => {
    const fit = fitOf(returns);
    const column = new ReturnColumn(returns);
    const scale = column.moments.standardDeviation;
    const x = deviationsOf(column).map((value) => value / scale);
    const least = deviance(x, fit);
    for (const [first, second] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const step = 1e-5;
      const near = { first: fit.first + step * first, second: fit.second + step * second };
      expect(deviance(x, near)).toBeGreaterThan(least - 1e-14);
    }
    expect(Math.abs(fit.second)).toBeLessThanOrEqual(1);
    expect(Math.abs(fit.first)).toBeLessThanOrEqual(1 + fit.second + 1e-12);
  });
});

const eachOf = (f: (x: number, y: number) => number): Objective =>
  ((points) => points.map(([x, y]) => f(x, y))) as Objective;

describe('minimum of a function of two variables', () => {
  it('is found to 1e-8', () => {
    const bowl = (x: number, y: number): number =>
      1 + (x - 0.3) ** 2 + 2 * (y + 0.2) ** 2 + (x - 0.3) * (y + 0.2) + (x - 0.3) ** 4;
    const [x, y] = minimise(eachOf(bowl), [0, 0])!;
    expect(x).toBeCloseTo(0.3, 8);
    expect(y).toBeCloseTo(-0.2, 8);
  });

  it('is not made up where there is none', () => {
    expect(
      minimise(
        eachOf((x, y) => -x * x - y * y),
        [0.1, 0.1],
      ),
    ).toBe(null);
    expect(
      minimise(
        eachOf(() => NaN),
        [0, 0],
      ),
    ).toBe(null);
  });
});

/** In R: set.seed(1); x <- rnorm(60) * 0.02; round(x + 0.5 * c(0, x[-60]), 4). */
const R_SERIES = [
  -0.0125, -0.0026, -0.0149, 0.0235, 0.0225, -0.0131, 0.0015, 0.0196, 0.0189, -3e-4, 0.0272, 0.0229,
  -0.0085, -0.0505, 4e-4, 0.0104, -8e-4, 0.0187, 0.0259, 0.0201, 0.0243, 0.0248, 0.0093, -0.039,
  -0.0075, 0.0051, -0.0037, -0.031, -0.0243, 0.0036, 0.0314, 0.0115, 0.0067, 0.0028, -0.0281,
  -0.0221, -0.012, -0.0051, 0.0214, 0.0263, 0.0043, -0.0067, 0.0114, 0.0181, -0.0082, -0.021, 2e-4,
  0.019, 0.0054, 0.0165, 0.0168, -0.0083, 7e-4, -0.0192, 0.0174, 0.0539, 0.0125, -0.0246, 0.001,
  0.003,
];
