import { describe, expect, it } from '@jest/globals';
import { ReturnColumn, Sample } from '../../sample.js';
import { buildSample } from '../../../../../test/builders/sample.js';
import type { MetricId } from '../../registry.js';
import { blockLengthOf } from './blockLength.js';
import { Bootstrap, resamplesFor } from './bootstrap.js';
import { Resampler } from './resampler.js';
import { drawStationary } from './stationaryIndices.js';
import { Xoshiro128 } from './xoshiro.js';

describe('xoshiro128**', () => {
  it('is the published recurrence, bit for bit', () => {
    const MASK = 0xffffffffn;
    const rotated = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (32n - by))) & MASK;
    let state = [1n, 2n, 3n, 4n] as [bigint, bigint, bigint, bigint];
    const generator = new Xoshiro128([1, 2, 3, 4]);
    const first: number[] = [];
    for (let i = 0; i < 2_000; i += 1) {
      const [a, b, c, d] = state;
      const expected = (rotated((b * 5n) & MASK, 7n) * 9n) & MASK;
      const [c2, d2] = [c ^ a, d ^ b];
      state = [a ^ d2, b ^ c2, c2 ^ ((b << 9n) & MASK), rotated(d2, 11n)];
      const next = generator.next();
      if (BigInt(next) !== expected) expect([i, next]).toEqual([i, Number(expected)]);
      if (i < 4) first.push(next);
    }
    expect(first).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('is even, and another sequence for another seed', () => {
    const [a, b] = [Xoshiro128.seeded(1), Xoshiro128.seeded(2)];
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) counts[a.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    expect(b.next()).not.toBe(Xoshiro128.seeded(1).next());
    expect(Xoshiro128.seeded(5).next()).toBe(Xoshiro128.seeded(5).next());
  });
});

/** Autoregressive noise of order 1. */
function noise(n: number, persistence: number, seed: number): Float64Array {
  const generator = Xoshiro128.seeded(seed);
  let last = 0;
  return Float64Array.from({ length: n }, () => {
    last = persistence * last + (generator.fraction() - 0.5) / 50;
    return last;
  });
}

describe('blockLengthOf', () => {
  it('grows with dependence, and is 1 for what does not vary', () => {
    const [none, some, much] = [0, 0.5, 0.9].map((it) => blockLengthOf(noise(2_000, it, 3)));
    expect(none).toBeLessThan(6);
    expect(some!).toBeGreaterThan(none!);
    expect(much!).toBeGreaterThan(2 * some!);
    expect(blockLengthOf(new Float64Array(50))).toBe(1);
    expect(blockLengthOf(Float64Array.of(1, 2))).toBe(1);
    const trend = blockLengthOf(Float64Array.from({ length: 90 }, (_, i) => i));
    expect(trend).toBeLessThanOrEqual(30);
  });

  it('approaches the known best length of an autoregression', () => {
    // For AR(1): G = 2 γ ρ / (1 − ρ)², g(0) = γ (1 + ρ) / (1 − ρ), γ the variance.
    const [n, rho] = [20_000, 0.6];
    const ratio = (2 * rho) / ((1 - rho) * (1 + rho));
    const best = Math.cbrt(ratio ** 2 * n);
    const lengths = [1, 2, 3, 4, 5].map((seed) => blockLengthOf(noise(n, rho, seed)));
    const mean = lengths.reduce((sum, it) => sum + it, 0) / lengths.length;
    expect(Math.abs(mean / best - 1)).toBeLessThan(0.2);
  });
});

describe('drawStationary', () => {
  it('draws blocks of the mean length that run on around the end', () => {
    const indices = new Int32Array(10_000);
    drawStationary(indices, 20, Xoshiro128.seeded(9));
    let breaks = 1;
    for (let i = 1; i < indices.length; i += 1) {
      breaks += Number(indices[i] !== (indices[i - 1]! + 1) % indices.length);
    }
    expect(Math.abs(indices.length / breaks - 20)).toBeLessThan(3);
    drawStationary(indices, 1e9, Xoshiro128.seeded(9));
    expect(indices.indexOf(0)).toBe((10_000 - indices[0]!) % 10_000);
  });
});

describe('Resampler', () => {
  it('keeps the two sides and the risk-free return of a date together', () => {
    const returns = Array.from({ length: 40 }, (_, i) => i / 1000);
    const benchmark = returns.map((it) => it * 2);
    const riskFree = Float64Array.from(returns, (it) => it / 10);
    const original = buildSample({ returns, benchmark, riskFree });
    const drawn = new Resampler(original, { seed: 4, needsBenchmark: true }).draw();
    const pair = drawn.benchmark as Exclude<typeof drawn.benchmark, string>;
    expect(pair.asset.values).toEqual(drawn.returns.values);
    expect(pair.benchmark.values).toEqual(drawn.returns.values.map((it) => it * 2));
    expect(drawn.riskFree).toEqual(drawn.returns.values.map((it) => it / 10));
    expect(pair.riskFree).toEqual(drawn.riskFree);
    expect(drawn.dates).toBe(original.dates);
    expect(drawn.returns.values).not.toEqual(original.returns.values);
    const last = drawn.returns.values.reduce((price, it) => price * (1 + it), 1);
    expect(drawn.prices.at(-1)).toBe(last);
  });
});

const ids: MetricId[] = ['volatility', 'sharpe', 'maxDrawdown', 'beta'];
const shape = { returns: noise(250, 0.1, 11), benchmark: noise(250, 0.2, 12) };
const request = {
  sample: buildSample(shape),
  ids,
  convention: 'highwater',
  resamples: 200,
  confidence: 0.9,
  seed: 1,
} as const;

function finished(of: ConstructorParameters<typeof Bootstrap>[0], step = 50): Bootstrap {
  const bootstrap = new Bootstrap(of);
  while (bootstrap.advance(step));
  return bootstrap;
}
const intervals = (of: Bootstrap) => ids.map((id) => of.interval(id));

describe('Bootstrap', () => {
  it('gives the same intervals for the same seed, however it is asked to advance', () => {
    const first = intervals(finished(request));
    expect(intervals(finished(request, 7))).toEqual(first);
    expect(intervals(finished({ ...request, seed: 2 }))).not.toEqual(first);
    const alone = finished({ ...request, ids: ['sharpe'] });
    expect(alone.interval('sharpe')).toEqual(first[1]);
    const part = new ReturnColumn(shape.returns.slice(0, 240));
    const pair = { asset: part, benchmark: part, riskFree: 0 };
    const { prices, dates, returns, periodsPerYear, riskFree } = request.sample;
    const columns = { prices, dates, returns, periodsPerYear, riskFree };
    const holed = new Sample({ ...columns, benchmark: pair });
    const beside = finished({ ...request, sample: holed });
    expect(beside.interval('sharpe')).toEqual(first[1]);
    expect(beside.interval('beta')).toEqual({ low: 1, high: 1 });
    for (const { low, high } of first) expect(low!).toBeLessThan(high!);
  });

  it('gives none where too few resamples have a value, or there is nothing to draw of', () => {
    const rising = buildSample({ returns: Array.from({ length: 50 }, (_, i) => i / 1e4) });
    const none = finished({ ...request, sample: rising, ids: ['sortino', 'beta'] });
    expect(none.interval('sortino')).toEqual({ low: null, high: null });
    expect(none.interval('beta')).toEqual({ low: null, high: null });
    const short = finished({ ...request, sample: buildSample({ returns: [0.1, 0.2] }) });
    expect(short.interval('volatility')).toEqual({ low: null, high: null });
    expect(short.blockLength).toBeNull();
  });

  it('refuses what would take too long, and says how to make it shorter', () => {
    expect(() => new Bootstrap({ ...request, resamples: 1_000_000 })).toThrow(
      '1000000 resamples of 250 returns for 4 metrics are 1000000000 steps',
    );
    expect(resamplesFor(250, 4)).toBe(1_000);
    expect(resamplesFor(250, 100)).toBe(800);
    expect(resamplesFor(5_000, 100)).toBe(100);
  });

  it('covers the volatility of independent returns about as often as it says', () => {
    const truth = (1 / 50 / Math.sqrt(12)) * Math.sqrt(252);
    let covered = 0;
    for (let trial = 0; trial < 100; trial += 1) {
      const sample = buildSample({ returns: noise(120, 0, 1_000 + trial) });
      const bootstrap = finished({ ...request, sample, ids: ['volatility'], confidence: 0.95 });
      const { low, high } = bootstrap.interval('volatility');
      covered += Number(low! <= truth && truth <= high!);
    }
    // Percentile intervals run short in small samples: 90 %, less four deviations of 3.
    expect(covered).toBeGreaterThan(78);
  });
});
