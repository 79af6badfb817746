import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import { Exact, exactColumn, exactly, mean, sum } from '../../../../test/builders/exact.js';
import { shapes } from '../../../../test/builders/oracle.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { entropicValueAtRisk } from './entropicRisk.js';
import { depthsUnderWater } from './underwater.js';

/** Both sides of the minimisation at one z, at 50 digits. */
interface Sides {
  /** ln(oneIn · mean of exp(z · loss)) / z: no less than the entropic value at risk for any z. */
  readonly above: Decimal;
  /** The tilted mean loss: no more than it while the entropy is within the bound. */
  readonly below: Decimal;
  readonly entropy: Decimal;
}

function sidesAt(losses: readonly Decimal[], oneIn: number, z: Decimal): Sides {
  const worst = Exact.max(...losses);
  const weights = losses.map((loss) => loss.minus(worst).times(z).exp());
  const logMean = mean(weights).ln();
  const tilted = sum(weights.map((weight, i) => weight.times(losses[i]!))).div(sum(weights));
  return {
    above: logMean.plus(new Exact(oneIn).ln()).div(z).plus(worst),
    below: tilted,
    entropy: tilted.minus(worst).times(z).minus(logMean),
  };
}

/** The z at which the entropy of the tilted losses meets its bound: in doubles, by halving. */
function rootOf(values: Float64Array, oneIn: number): number {
  const worst = Math.max(...values);
  const entropyAt = (z: number): number => {
    const weights = values.map((loss) => Math.exp(z * (loss - worst)));
    const total = weights.reduce((all, weight) => all + weight, 0);
    const tilted =
      weights.reduce((all, weight, i) => all + weight * (values[i]! - worst), 0) / total;
    return z * tilted - Math.log(total / values.length);
  };
  let [low, high] = [0, 1 / (worst - Math.min(...values))];
  while (entropyAt(high) < Math.log(oneIn)) [low, high] = [high, 2 * high];
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const middle = (low + high) / 2;
    if (entropyAt(middle) < Math.log(oneIn)) low = middle;
    else high = middle;
  }
  return low;
}

/** Bounds on the entropic value at risk, proven at 50 digits, within 1e-9 of the spread. */
function boundsOf(values: Float64Array, oneIn: number): [below: Decimal, above: Decimal] {
  const losses = exactColumn(values);
  const spread = Exact.max(...losses).minus(Exact.min(...losses));
  const z = exactly(rootOf(values, oneIn) * (1 - 1e-10));
  const { above, below, entropy } = sidesAt(losses, oneIn, z);
  expect(entropy.lte(new Exact(oneIn).ln())).toBe(true);
  expect(above.minus(below).div(spread).toNumber()).toBeLessThan(1e-9);
  return [below, above];
}

/** Every k-th value: enough to minimise over, few enough for 50 digits. */
function thinned(values: Float64Array): Float64Array {
  const step = Math.ceil(values.length / 400);
  return values.filter((_, i) => i % step === 0);
}

describe('entropic value at risk', () => {
  const varied = shapes().filter(({ name }) => name !== 'twenty returns');
  it.each(varied)('lies between exact bounds: $name', ({ returns }) => {
    const column = thinned(returns);
    const losses = column.map((value) => 0 - value);
    const depths = depthsUnderWater(buildSample({ returns: column }));
    for (const values of [losses, depths]) {
      const worst = Math.max(...values);
      if (values.filter((value) => value === worst).length >= values.length / 20) {
        expect(entropicValueAtRisk(values, 20)).toEqual({ value: worst, z: Infinity });
        continue;
      }
      const [low, high] = boundsOf(values, 20);
      const computed = exactly(entropicValueAtRisk(values, 20)!.value);
      const rounding = Exact.max(...exactColumn(values).map((x) => x.abs())).times(1e-14);
      expect(computed.gte(low.minus(rounding))).toBe(true);
      // The lower bound is off by the entropy that is left, the upper one by its square.
      expect(computed.minus(high).abs().lte(rounding)).toBe(true);
    }
  });

  it('is the worst loss where that alone fills the tail', () => {
    const losses = Float64Array.from({ length: 20 }, (_, i) => i / 100);
    expect(entropicValueAtRisk(losses, 20)!.value).toBe(0.19);
    expect(entropicValueAtRisk(Float64Array.of(0.3, 0.3, 0.1, 0.2), 2)!.value).toBe(0.3);
    expect(entropicValueAtRisk(new Float64Array(50), 20)!.value).toBe(0);
  });

  it('moves weight to the worse of two losses until the entropy is at its bound', () => {
    // Losses of 0 and 1, three to one: the mean is the weight on the 1, its entropy ln 2.
    const losses = Float64Array.of(0, 0, 0, 1);
    const weight = entropicValueAtRisk(losses, 2)!.value;
    const entropy = weight * Math.log(weight / 0.25) + (1 - weight) * Math.log((1 - weight) / 0.75);
    expect(entropy).toBeCloseTo(Math.log(2), 11);
    expect(weight).toBeGreaterThan(0.25);
  });

  it('is that of a normal distribution, mean + deviation · √(2 ln 20), for normal losses', () => {
    // Quantiles of the normal distribution stand for it; the tails that they lack move it down.
    const losses = Float64Array.from({ length: 4000 }, (_, i) => {
      const u = (i + 0.5) / 4000;
      return 0.01 * Math.sqrt(2) * inverseErf(2 * u - 1);
    });
    expect(
      entropicValueAtRisk(losses, 20)!.value / (0.01 * Math.sqrt(2 * Math.log(20))),
    ).toBeCloseTo(1, 1);
  });

  it('gives up on what is no number', () => {
    expect(entropicValueAtRisk(Float64Array.of(...new Array<number>(30).fill(0.1), NaN), 20)).toBe(
      null,
    );
  });
});

/** Winitzki's approximation, to 2e-3: enough for one decimal. */
function inverseErf(x: number): number {
  const log = Math.log(1 - x * x);
  const a = 2 / (Math.PI * 0.147) + log / 2;
  return Math.sign(x) * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a);
}
