import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../test/builders/sample.js';
import { evaluate } from '../../analytics/metrics/evaluate.js';
import { LIBRARIES } from '../../analytics/metrics/conventions/libraries.js';
import { METRIC_IDS, metricOf } from '../../analytics/metrics/registry.js';
import { ReturnColumn, type Kernel } from '../../analytics/metrics/sample.js';
import { intermediatesOf } from './intermediates.js';

const sample = () => buildSample({ returns: [0.01, -0.02, 0.03], benchmark: [0.02, 0, 0.01] });

describe('intermediatesOf', () => {
  it('names metrics by their ids, a library’s with its own', () => {
    const ours = sample();
    evaluate(ours, ['calmar']);
    expect(Object.keys(intermediatesOf(ours))).toEqual(
      expect.arrayContaining(['cagr', 'maxDrawdown', 'calmar']),
    );
    const theirs = sample();
    evaluate(theirs, ['sharpe'], 'quantstats');
    const value = theirs.of(
      (LIBRARIES.quantstats['sharpe'] as { compute: Kernel<unknown> }).compute,
    );
    expect(intermediatesOf(theirs)['sharpe:quantstats']).toBe(value);
  });

  it('has a name for every kernel that any metric asks for', () => {
    for (const id of METRIC_IDS) {
      const fresh = sample();
      fresh.of(metricOf(id).compute);
      for (const name of Object.keys(intermediatesOf(fresh))) expect(name).toMatch(/^[a-z]\w+/i);
    }
  });

  it('tells columns by length and ends, what is not finite as null, functions not at all', () => {
    const asked = sample();
    const shapes = {
      empty: () => [],
      column: () => Float64Array.of(1, 2, 3),
      returns: () => new ReturnColumn(Float64Array.of(0.5, 0.5)),
      nothing: () => undefined,
      nested: () => ({ a: NaN, b: { c: { d: { e: 1 } } }, f: () => 1, rows: [{ x: 1 }, { x: 2 }] }),
      reason: () => 'no-drawdown',
    };
    for (const kernel of Object.values(shapes)) asked.of<unknown>(kernel);
    expect(intermediatesOf(asked)).toEqual({
      empty: { length: 0, first: null, last: null },
      column: { length: 3, first: 1, last: 3 },
      returns: { n: 2, mean: 0.5, standardDeviation: 0 },
      nothing: null,
      nested: {
        a: null,
        b: { c: { d: null } },
        rows: { length: 2, first: { x: 1 }, last: { x: 2 } },
      },
      reason: 'no-drawdown',
    });
  });

  it('keeps kernels of one name apart', () => {
    const asked = sample();
    const make = (value: number): Kernel<number> => {
      const kernel = () => value;
      return kernel;
    };
    asked.of(make(1));
    asked.of(make(2));
    expect(intermediatesOf(asked)).toEqual({ kernel: 1, 'kernel 2': 2 });
  });
});
