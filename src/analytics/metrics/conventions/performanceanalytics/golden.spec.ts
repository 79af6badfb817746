import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSample } from '../../../../../test/builders/sample.js';
import { evaluate } from '../../evaluate.js';
import { isMetricId, METRIC_IDS } from '../../registry.js';
import type { Sample } from '../../sample.js';
import { PERFORMANCEANALYTICS } from './catalogue.js';

/** What golden.R wrote: the values of the library's own functions for the samples below. */
interface Golden {
  /** By metric id: the call in R. */
  readonly calls: Readonly<Record<string, string>>;
  /** By sample, then by metric id; null where R has no number. */
  readonly samples: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8')) as Golden;

const RELATIVE_TOLERANCE = 1e-10;
/** Where R itself rounds more. */
const TOLERANCES: Readonly<Record<string, number>> = {
  // Its optimiser goes by numerical gradients and stops short of the maximum.
  smoothingIndex: 1e-6,
  // It takes P itself off the returns before it fits their beta, which costs them digits.
  appraisalRatio: 1e-9,
};

/** Where R has a number that is not what the function is named for: we answer none. */
const NOT_ANSWERED: Readonly<Record<string, readonly string[]>> = {
  // A benchmark that never moves drops out of its regression: a mean is left, and nothing explained.
  flat: ['alpha', 'rSquared'],
};

/** As golden.R draws it: integers below 2^53 only, so that both come to the same doubles. */
function randomShape(seed: number, n: number, unit = 1e6) {
  let state = seed;
  const draw = (width: number): number => {
    state = (state * 48271) % 2147483647;
    return state % width;
  };
  const returns = new Float64Array(n);
  const benchmark = new Float64Array(n);
  const riskFree = new Float64Array(n);
  for (let i = 1; i <= n; i += 1) {
    const market = (draw(40001) - 19600) * (i % 17 === 0 ? 3 : 1);
    benchmark[i - 1] = market / unit;
    returns[i - 1] = Math.floor((3 * market + 2 * (draw(30001) - 14800)) / 4) / unit;
    riskFree[i - 1] = (2000 + draw(3001)) / unit;
  }
  return { returns, benchmark, riskFree };
}

const thirty = Array.from({ length: 30 }, (_, i) => i + 1);
const own = (sign: 1 | -1): number[] => thirty.map((i) => (sign * i ** 2) / 1e6);
const market = (sign: 1 | -1): number[] =>
  thirty.map((i) => (sign * (((7 * i) % 31) + (i % 3))) / 1e4);

const samples: Readonly<Record<string, Sample>> = {
  daily: buildSample({ ...randomShape(7, 260), riskFree: 0.0001 }),
  monthly: buildSample({ ...randomShape(11, 60), basis: 'monthly' }),
  short: buildSample({ ...randomShape(23, 41), riskFree: 0.0002 }),
  calm: buildSample({ ...randomShape(29, 50, 1e8), riskFree: 0.000001 }),
  rising: buildSample({ returns: own(1), benchmark: market(1), riskFree: 0.0001 }),
  falling: buildSample({ returns: own(-1), benchmark: market(-1), riskFree: 0.0001 }),
  flat: buildSample({
    returns: thirty.map(() => 0.001),
    benchmark: thirty.map(() => 0.002),
    riskFree: 0.0001,
  }),
};

describe('the convention of PerformanceAnalytics', () => {
  const ids = Object.keys(PERFORMANCEANALYTICS);

  it('has a golden value for every metric, and a metric for every golden value', () => {
    expect(Object.keys(golden.calls).toSorted()).toEqual(ids.toSorted());
    expect(ids.filter((id) => !isMetricId(id))).toEqual([]);
    const empty = ids.filter((id) => Object.values(golden.samples).every((values) => !values[id]));
    expect(empty).toEqual([]);
  });

  it.each(Object.keys(golden.samples))('gives the numbers of R for the sample %s', (name) => {
    const known = METRIC_IDS.filter((id) => id in PERFORMANCEANALYTICS);
    const figures = evaluate(samples[name]!, known, 'performanceanalytics');
    const differing = known.filter((id) => {
      const { value } = figures[id];
      const expected = NOT_ANSWERED[name]?.includes(id) ? null : golden.samples[name]![id]!;
      if (expected === null || value === null) return value !== expected;
      const tolerance = (TOLERANCES[id] ?? RELATIVE_TOLERANCE) * Math.abs(expected);
      return !(Math.abs(value - expected) <= tolerance);
    });
    const seen = differing.map((id) => ({ id, ...figures[id], R: golden.samples[name]![id] }));
    expect(seen).toEqual([]);
  });

  it('never answers minus zero', () => {
    for (const sample of Object.values(samples)) {
      const figures = evaluate(sample, METRIC_IDS, 'performanceanalytics');
      expect(METRIC_IDS.filter((id) => Object.is(figures[id].value, -0))).toEqual([]);
    }
  });
});
