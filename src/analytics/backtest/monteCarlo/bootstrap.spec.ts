import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { momentsOf } from '../../metrics/kernels/moments.js';
import { Xoshiro128 } from '../../metrics/intervals/bootstrap/xoshiro.js';
import { BlockIndices, JointBlocks, PathBlocks } from './blocks.js';
import { drawFutures } from './futures.js';
import { monteCarloParameters, simulateFutures } from './monteCarlo.js';
import type { MonteCarloHistory } from './sources.js';
import { timetableOf } from './timetable.js';
import { seed as fcSeed } from '../../../../test/builders/propertyRuns.js';

const columns = [0, 1].map((asset) =>
  Float64Array.from({ length: 120 }, (_, i) => 0.006 + 0.05 * Math.sin((1.3 + asset) * i)),
);
const [first, second] = columns as [Float64Array, Float64Array];
const path: MonteCarloHistory = { kind: 'path', returns: first };
const input = { basis: 'monthly', years: 20, paths: 400, withdrawalPerYear: 5_000 } as const;

const blocks = (seed: number, length = 6): BlockIndices =>
  new BlockIndices(120, length, Xoshiro128.seeded(seed));

function drawnBy(source: { draw(returns: Float64Array): void }, periods: number): number[] {
  const returns = new Float64Array(periods);
  source.draw(returns);
  return [...returns];
}

describe('the block bootstrap of a portfolio', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const bytes = (seed: number): string =>
      JSON.stringify(simulateFutures({ ...input, seed }, path));
    expect(bytes(3)).toBe(bytes(3));
    expect(bytes(3)).not.toBe(bytes(4));
  });

  it('draws the same first paths however many follow', () => {
    const futuresOf = (paths: number): number[] => {
      const parameters = monteCarloParameters({ ...input, paths });
      const source = new PathBlocks(first, blocks(1));
      return [...drawFutures(parameters, timetableOf(parameters), source).terminal];
    };
    expect(futuresOf(300).slice(0, 100)).toEqual(futuresOf(100));
  });

  it('runs through the history in blocks of the length asked for', () => {
    const visited: number[] = [];
    blocks(5, 10).forEach(120_000, (_, index) => visited.push(index));
    const breaks = visited.filter((index, i) => i > 0 && index !== (visited[i - 1]! + 1) % 120);
    // A resample of the history ends a block too, every 120 periods.
    const expected = 120_000 * (1 / 10 + (9 / 10) * (1 / 120));
    expect(Math.abs(breaks.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(new Set(visited).size).toBe(120);
  });

  it('keeps the mean and the deviation of the history', () => {
    const drawn = momentsOf(Float64Array.from(drawnBy(new PathBlocks(first, blocks(2)), 60_000)));
    const known = momentsOf(first);
    expect(Math.abs(drawn.mean - known.mean)).toBeLessThan(0.001);
    expect(Math.abs(drawn.standardDeviation / known.standardDeviation - 1)).toBeLessThan(0.02);
  });

  it('draws assets together: at steady weights they are the portfolio', () => {
    const weights = Float64Array.of(0.5, 0.3);
    const steady = first.map((value, i) => 0.5 * value + 0.3 * second[i]!);
    const joint = new JointBlocks({ columns, weights, rebalanceEvery: 1 }, blocks(8));
    const expected = drawnBy(new PathBlocks(steady, blocks(8)), 300);
    drawnBy(joint, 300).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 13));
  });

  it('lets weights drift between returns to them', () => {
    const visited: number[] = [];
    blocks(9).forEach(7, (_, index) => visited.push(index));
    const growth = (column: Float64Array, from: number, to: number): number =>
      visited.slice(from, to).reduce((product, index) => product * (1 + column[index]!), 1);
    const valueAt = (rebalanceEvery: number | null): number => {
      const weights = Float64Array.of(0.6, 0.4);
      const source = new JointBlocks({ columns, weights, rebalanceEvery }, blocks(9));
      return drawnBy(source, 7).reduce((product, value) => product * (1 + value), 1);
    };
    const held = 0.6 * growth(first, 0, 7) + 0.4 * growth(second, 0, 7);
    expect(valueAt(null)).toBeCloseTo(held, 13);
    const early = 0.6 * growth(first, 0, 5) + 0.4 * growth(second, 0, 5);
    const late = 0.6 * growth(first, 5, 7) + 0.4 * growth(second, 5, 7);
    expect(valueAt(5)).toBeCloseTo(early * late, 13);
  });

  it('finds the rate that so many paths can pay: trying it out says the same', () => {
    const { safeWithdrawal } = simulateFutures({ ...input, successProbability: 0.9 }, path);
    const successAt = (rate: number): number =>
      simulateFutures({ ...input, withdrawalPerYear: 100_000 * rate }, path).success.share;
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 40; halving += 1) {
      const middle = (low + high) / 2;
      if (successAt(middle) >= 0.9) low = middle;
      else high = middle;
    }
    expect(safeWithdrawal!.rate).toBeCloseTo(low, 9);
  });

  it('is ordered as percentiles are, and wealth falls with what is taken out', () => {
    const modest = simulateFutures(input, path);
    const greedy = simulateFutures({ ...input, withdrawalPerYear: 9_000 }, path);
    for (const { terminal, cagr, maxDrawdown } of [modest, greedy]) {
      for (const it of [terminal, cagr, maxDrawdown]) {
        const values = [it.p5, it.p10, it.p25, it.p50, it.p75, it.p90, it.p95];
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
    expect(greedy.success.share).toBeLessThan(modest.success.share);
    expect(greedy.terminal.p50).toBeLessThan(modest.terminal.p50);
    expect(greedy.cagr).toEqual(modest.cagr);
    const ruins = greedy.ruinsByYear.reduce((sum, count) => sum + count, 0);
    expect(ruins).toBe(Math.round(400 * (1 - greedy.success.share)));
  });

  it(`scales with its money, seed ${fcSeed} (FC_SEED=${fcSeed} repeats it)`, () => {
    const powers = fc.integer({ min: -10, max: 10 }).map((power) => 2 ** power);
    const rates = fc.double({ min: 0, max: 0.3, noNaN: true });
    const property = fc.property(powers, rates, fc.nat(), (scale, rate, seed) => {
      const simulated = (capital: number): ReturnType<typeof simulateFutures> =>
        simulateFutures(
          {
            ...input,
            seed,
            paths: 100,
            years: 5,
            initialCapital: capital,
            withdrawalPerYear: rate * capital,
          },
          path,
        );
      const [one, other] = [simulated(1), simulated(scale)];
      const { equity, terminal, terminalReal } = other;
      for (const name of ['success', 'loss', 'ruinsByYear', 'cagr', 'safeWithdrawal'] as const) {
        expect(other[name]).toEqual(one[name]);
      }
      expect(terminal.p50).toBe(one.terminal.p50 * scale);
      expect(terminalReal.p95).toBe(one.terminalReal.p95 * scale);
      expect(equity[3]!.equity.p5).toBe(one.equity[3]!.equity.p5 * scale);
    });
    fc.assert(property, { seed: fcSeed, numRuns: 10 });
  });

  it('tells equity by the month when asked to', () => {
    const { equity, drawnFrom } = simulateFutures({ ...input, reportBy: 'month' }, path);
    expect(equity.length).toBe(241);
    expect(equity[0]!.equity).toMatchObject({ p5: 100_000, p95: 100_000 });
    expect(equity[1]!.years).toBeCloseTo(1 / 12, 14);
    expect(drawnFrom.observations).toBe(120);
    expect(drawnFrom.blockLength).toBeGreaterThanOrEqual(1);
  });
});
