import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../test/builders/propertyRuns.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { sessionsBetween } from '../../domain/tradingCalendar.js';
import { fromEpochDay, toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { BASES } from '../metrics/annualisation.js';
import { sampleInputs } from './sampleInputs.js';

const sessions = sessionsBetween(tradingDate('2022-01-03'), tradingDate('2023-06-30'));

/** A history without the sessions that `isThere` is false for. */
function history(phase: number, isThere: (i: number) => boolean): PriceSeries {
  const kept = [...sessions.keys()].filter(isThere);
  const adjustedClose = Float64Array.from(kept, (i) => 100 + 20 * Math.sin(i * phase));
  return {
    dates: Int32Array.from(kept, (i) => toEpochDay(sessions[i]!)),
    close: adjustedClose,
    adjustedClose,
    volume: new Float64Array(kept.length),
  };
}

describe('sampleInputs', () => {
  it('puts each return of the benchmark beside its own period, holes and all', () => {
    const holes = fc.uniqueArray(fc.nat(sessions.length - 1), { maxLength: 60 });
    const holds = fc.property(
      fc.tuple(holes, holes, fc.constantFrom(...BASES), fc.boolean()),
      ([ownHoles, otherHoles, basis, hasSeries]) => {
        const rates = { dates: Int32Array.of(18_000, 19_200), rates: Float64Array.of(0.01, 0.03) };
        const request = {
          series: history(0.7, (i) => !ownHoles.includes(i)),
          benchmark: history(0.9, (i) => !otherHoles.includes(i)),
          riskFree: hasSeries ? rates : 0.02,
          basis,
        };
        const range = { from: tradingDate('2022-03-15'), to: tradingDate('2023-04-20') };
        const { sample, inputs } = sampleInputs(request, range);
        const pair = sample!.benchmark;
        if (typeof pair === 'string') throw new Error(pair);
        const at = [...inputs!.returns.keys()].filter((i) => inputs!.benchmarkReturns[i] !== null);
        expect(at.map((i) => inputs!.benchmarkReturns[i])).toEqual([...pair.benchmark.values]);
        expect(at.map((i) => inputs!.returns[i])).toEqual([...pair.asset.values]);
        const { riskFree } = pair;
        const rateAt = (k: number) => (typeof riskFree === 'number' ? riskFree : riskFree[k]);
        at.forEach((i, k) => {
          expect(inputs!.riskFreeReturns[i]).toBe(rateAt(k));
        });
      },
    );
    fc.assert(holds, { seed, numRuns: runs.numRuns / 10 });
  });

  it('dates a return by the session that it is earned on', () => {
    const series = history(0.7, () => true);
    const request = { series, benchmark: history(0.9, (i) => i % 50 !== 7), riskFree: 0 };
    const { inputs, from } = sampleInputs(request, { window: 'max' });
    expect(from).toBe(sessions[0]);
    expect(fromEpochDay(inputs!.dates[8]!)).toBe(sessions[8]);
    // The benchmark earned nothing on the day it lacks, and earned on the next since its own last.
    expect(inputs!.benchmarkReturns[6]).toBeNull();
    expect(inputs!.benchmarkReturns[7]).not.toBeNull();
  });

  it('has nulls without a benchmark, without a rate, and nothing without a sample', () => {
    const series = history(0.7, () => true);
    const unknown = { dates: new Int32Array(), rates: new Float64Array() };
    const bare = { series, benchmark: null, riskFree: unknown };
    const { inputs, sample } = sampleInputs(bare, { window: '1y' });
    expect(sample!.riskFree).toBe('no-risk-free-rate');
    expect(inputs!.benchmarkReturns.every((it) => it === null)).toBe(true);
    expect(inputs!.riskFreeReturns.every((it) => it === null)).toBe(true);
    expect(sampleInputs(bare, { window: '5y' })).toMatchObject({ sample: null, inputs: null });
  });
});

console.info(`fast-check seed of sampleInputs.spec: ${seed} (FC_SEED)`);
