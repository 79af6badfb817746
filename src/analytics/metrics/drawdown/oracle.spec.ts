import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import { Exact, drawdowns, exactColumn, mean, sum } from '../../../../test/builders/exact.js';
import { misses, shapes, type Expected } from '../../../../test/builders/oracle.js';
import { buildSample } from '../../../../test/builders/sample.js';
import type { Sample } from '../sample.js';
import { DRAWDOWN_METRICS } from './catalogue.js';

/** Told of elsewhere; edar95, which is minimised, in kernels/entropicRisk.spec.ts. */
const ELSEWHERE = ['maxDrawdown', 'longestDrawdownDays', 'ulcerIndex', 'edar95'];

interface Fall {
  readonly depth: Decimal;
  readonly peak: number;
  readonly trough: number;
  /** Null while under water. */
  readonly recovery: number | null;
}

/** Runs of falls from the running peak, read off the path. Indices into the prices. */
function fallsOf(path: readonly Decimal[]): Fall[] {
  const falls: Fall[] = [];
  let start = -1;
  path.forEach((depth, i) => {
    const isUnder = depth.lt(0);
    if (isUnder && start < 0) start = i;
    const isLast = i === path.length - 1;
    if (start < 0 || (isUnder && !isLast)) return;
    const part = path.slice(start, isUnder ? i + 1 : i);
    const deepest = Exact.min(...part);
    const trough = start + part.findIndex((value) => value.eq(deepest));
    falls.push({ depth: deepest, peak: start - 1, trough, recovery: isUnder ? null : i });
    start = -1;
  });
  return falls;
}

const orNone = (values: Decimal[], none: Expected): Expected =>
  values.length === 0 ? none : mean(values);

/** y + 20 · mean of max(0, depth − y), least over y: the least lies on one of the depths. */
function conditional(depths: readonly Decimal[], atRisk: Decimal): Decimal {
  const beyond = sum(depths.map((depth) => Exact.max(0, depth.minus(atRisk))));
  return beyond.times(20).div(depths.length).plus(atRisk);
}

function oracle({ prices, dates }: Sample): Record<string, Expected> {
  const path = drawdowns(exactColumn(prices));
  const n = path.length - 1;
  const falls = fallsOf(path);
  const depths = path.slice(1).map((value) => value.negated());
  const descending = depths.toSorted((a, b) => b.comparedTo(a));
  const atRisk = descending[Math.ceil(n / 20) - 1]!;
  const lengths = falls.map(
    ({ peak, recovery }) => new Exact(dates[recovery ?? n]! - dates[peak]!),
  );
  const recoveries = falls.flatMap(({ trough, recovery }) =>
    recovery === null ? [] : [new Exact(dates[recovery]! - dates[trough]!)],
  );
  const noRecovery = falls.length === 0 ? 'no-drawdown' : 'no-recovery';
  return {
    averageDrawdown: orNone(
      falls.map(({ depth }) => depth),
      'no-drawdown',
    ),
    averageDrawdownDays: orNone(lengths, 'no-drawdown'),
    averageRecoveryDays: orNone(recoveries, noRecovery),
    drawdownDeviation: sum(falls.map(({ depth }) => depth.pow(2)))
      .div(n)
      .sqrt(),
    painIndex: mean(depths),
    currentDrawdown: path.at(-1)!,
    drawdownAtRisk95: n < 20 ? 'too-few-observations' : atRisk,
    cdar95: n < 20 ? 'too-few-observations' : conditional(depths, atRisk),
  };
}

describe('drawdown metrics against a 50-digit oracle', () => {
  it.each(shapes())('$name', ({ returns }) => {
    const elapsedDays = Math.round((returns.length * 365.25) / 252);
    const sample = buildSample({ returns, elapsedDays });
    expect(misses(sample, DRAWDOWN_METRICS, oracle(sample))).toEqual({});
  });

  it('on a path that only rises, and on one that never recovers', () => {
    for (const returns of [
      [0.01, 0, 0.02],
      [-0.01, -0.02, 0.001],
    ]) {
      const sample = buildSample({ returns });
      expect(misses(sample, DRAWDOWN_METRICS, oracle(sample))).toEqual({});
    }
  });

  it('tells of every metric', () => {
    const told = Object.keys(oracle(buildSample({ returns: [0.1, -0.1] })));
    expect([...told, ...ELSEWHERE].toSorted()).toEqual(
      DRAWDOWN_METRICS.map(({ id }) => id).toSorted(),
    );
  });
});
