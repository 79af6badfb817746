import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { evaluate } from '../evaluate.js';
import { expandedQuantile } from '../kernels/cornishFisher.js';
import { lossTail } from '../kernels/lossTail.js';
import { normalDensity, NORMAL_TAIL_1, NORMAL_TAIL_5 } from '../kernels/normalTail.js';
import { TAIL_METRICS } from './catalogue.js';

const figuresOf = (returns: ArrayLike<number>) =>
  evaluate(
    buildSample({ returns }),
    TAIL_METRICS.map(({ id }) => id),
  );

/** Half at each of two returns: mean 0.01, skewness 0, excess kurtosis −2. */
const coin = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0.03 : -0.01));
const coinDeviation = 0.02 * Math.sqrt(100 / 99);

describe('Gaussian tails', () => {
  it('are what one works out by hand', () => {
    const { gaussianVar95, gaussianVar99, gaussianCvar95, gaussianCvar99 } = figuresOf(coin);
    expect(gaussianVar95.value).toBeCloseTo(1.6448536269514722 * coinDeviation - 0.01, 14);
    expect(gaussianVar99.value).toBeCloseTo(2.3263478740408408 * coinDeviation - 0.01, 14);
    expect(gaussianCvar95.value).toBeCloseTo(2.062712807507 * coinDeviation - 0.01, 11);
    expect(gaussianCvar99.value).toBeCloseTo(2.665214220346 * coinDeviation - 0.01, 11);
  });

  it('stand on quantiles of the normal distribution', () => {
    for (const { probability, quantile } of [NORMAL_TAIL_5, NORMAL_TAIL_1]) {
      // Simpson's rule over the density from far out to the quantile.
      const steps = 4000;
      const width = (quantile + 12) / steps;
      let area = 0;
      for (let i = 0; i <= steps; i += 1) {
        const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
        area += weight * normalDensity(-12 + i * width);
      }
      expect((area * width) / 3).toBeCloseTo(probability, 13);
    }
  });
});

describe('modified tails', () => {
  it('are what one works out by hand', () => {
    const z = -1.6448536269514722;
    const h = z + ((z ** 3 - 3 * z) / 24) * -2;
    const { modifiedVar95, modifiedCvar95 } = figuresOf(coin);
    expect(modifiedVar95.value).toBeCloseTo(-h * coinDeviation - 0.01, 14);
    const e = (normalDensity(h) / 0.05) * (1 + ((h ** 4 - 2 * h ** 2 - 1) * -2) / 24);
    expect(modifiedCvar95.value).toBeCloseTo(Math.max(e, -h) * coinDeviation - 0.01, 14);
  });

  it('are the Gaussian ones where skewness and excess kurtosis are 0', () => {
    const shape = { skewness: 0, excessKurtosis: 0 };
    expect(expandedQuantile(NORMAL_TAIL_5.quantile, shape)).toBe(NORMAL_TAIL_5.quantile);
    // Losses and gains of one size, and rests between, in shares of 1/6, 1/6, 2/3: kurtosis 3.
    const flat = Array.from({ length: 120 }, (_, i) => [0.01, -0.01, 0, 0, 0, 0][i % 6]!);
    const figures = figuresOf(flat);
    expect(figures.modifiedVar95.value).toBeCloseTo(figures.gaussianVar95.value!, 14);
    expect(figures.modifiedVar99.value).toBeCloseTo(figures.gaussianVar99.value!, 14);
    expect(figures.modifiedCvar95.value).toBeCloseTo(figures.gaussianCvar95.value!, 14);
    expect(figures.modifiedCvar99.value).toBeCloseTo(figures.gaussianCvar99.value!, 14);
  });

  it('are missing where the expansion turns round: a crash would come to a gain', () => {
    const crash = Array.from({ length: 700 }, (_, i) => (i === 350 ? -0.97 : 0.001 * (i % 3)));
    const figures = figuresOf(crash);
    expect(figures.modifiedVar95.reason).toBe('outside-expansion-domain');
    expect(figures.modifiedCvar99.reason).toBe('outside-expansion-domain');
    expect(figures.evar95.value).toBeGreaterThan(0.1);
  });
});

describe('tails of what hardly varies', () => {
  it('are the constant loss', () => {
    const figures = figuresOf(new Float64Array(100).fill(-0.01));
    for (const { id } of TAIL_METRICS) expect(figures[id].value).toBeCloseTo(0.01, 15);
  });
});

describe('the tail of some losses', () => {
  it('counts the loss on its edge in part', () => {
    const losses = Float64Array.of(1, 9, 2, 8, 3, 7, 4, 6, 5, 10);
    // A fourth of ten: 10, 9 and half of 8.
    expect(lossTail(losses, 4)).toEqual({ quantile: 8, mean: 23 / 2.5 });
    expect(lossTail(losses, 5)).toEqual({ quantile: 9, mean: 9.5 });
    expect(lossTail(losses, 20)).toEqual({ quantile: 10, mean: 10 });
  });
});
