import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { runs, seed } from '../../../test/builders/propertyRuns.js';
import { covariance, exactColumn, relativeError } from '../../../test/builders/exact.js';
import { priceSeries, walk, without } from '../../../test/builders/priceSeries.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { tradingDate as day } from '../../domain/tradingDate.js';
import { correlationMatrix } from '../metrics/kernels/covarianceMatrix.js';
import { matrixFrame, matrixOf, type MatrixRequest } from './matrices.js';
import { simpleReturns } from './returns.js';

const to = day('2023-12-29');

const a = walk('2020-01-02', '2023-12-29', 5);
const b = walk('2020-01-02', '2023-12-29', 6);
const young = walk('2022-03-01', '2023-12-29', 7);

function matrix(histories: Record<string, PriceSeries>, changes: Partial<MatrixRequest> = {}) {
  const members = Object.entries(histories).map(([symbol, series]) => ({ symbol, series }));
  return matrixOf({
    members,
    range: { window: 'max', to },
    basis: 'daily',
    measure: 'correlation',
    ...changes,
  });
}

const returnsOf = ({ dates, adjustedClose }: PriceSeries) =>
  exactColumn(simpleReturns(dates, adjustedClose).values);

describe('matrices', () => {
  it('agree with decimals of 50 digits', () => {
    const [x, y] = [returnsOf(a), returnsOf(b)];
    const exact = covariance(x, y);
    const answer = matrix({ A: a, B: b });
    const root: Decimal = covariance(x, x).times(covariance(y, y)).sqrt();
    expect(relativeError(answer.matrix[0]![1]!, exact.div(root), 1e-11)).toBe('within');
    expect(answer).toMatchObject({ symbols: ['A', 'B'], observations: x.length, missing: [] });
    const perYear = matrix({ A: a, B: b }, { measure: 'covariance' });
    expect(relativeError(perYear.matrix[1]![0]!, exact.times(252), 1e-11)).toBe('within');
    const own = covariance(x, x).times(252);
    expect(relativeError(perYear.matrix[0]![0]!, own)).toBe('within');
  });

  it('rest on the dates that all have: a young member shortens the window for all', () => {
    const answer = matrix({ A: a, YOUNG: young, B: b });
    expect(answer.observations).toBe(young.dates.length - 1);
    expect([answer.from, answer.to]).toEqual(['2022-03-02', '2023-12-29']);
    const later = matrix({ A: a, B: b }, { range: { from: day('2022-03-01'), to } });
    expect(answer.matrix[0]![2]).toBe(later.matrix[0]![1]);
  });

  it('drop the return of a day that one lacks, and bridge none', () => {
    const gap = without(b, '2021-06-15');
    const answer = matrix({ A: a, B: gap });
    // B's return into the 16th spans two days; both it and A's are still shared dates.
    expect(answer.observations).toBe(a.dates.length - 2);
  });

  it('aggregate to months before they align', () => {
    const gap = without(b, '2021-06-30', '2021-07-30');
    const answer = matrix({ A: a, B: gap }, { basis: 'monthly' });
    expect(answer.observations).toBe(47);
    expect(answer.matrix[0]![1]).not.toBe(
      matrix({ A: a, B: b }, { basis: 'monthly' }).matrix[0]![1],
    );
  });

  it('say why an entry is missing', () => {
    const flat = priceSeries(Array.from(a.dates.keys(), (i) => [dateAt(i), 50]));
    const answer = matrix({ A: a, FLAT: flat });
    expect(answer.matrix).toEqual([
      [1, null],
      [null, null],
    ]);
    expect(answer.missing).toContainEqual({ row: 'A', column: 'FLAT', reason: 'zero-variance' });
    const none = matrix({ A: a, NONE: priceSeries([]) });
    expect(none).toMatchObject({ from: null, to: null, observations: 0 });
    expect(none.missing[0]!.reason).toBe('too-few-observations');
    const still = matrix({ A: a, FLAT: flat }, { measure: 'covariance' });
    expect(still.matrix[0]![1]).toBe(0);
  });

  it('are square tables too', () => {
    const frame = matrixFrame(matrix({ A: a, B: b }));
    expect(frame.columnNames()).toEqual(['symbol', 'A', 'B']);
    expect(frame.array('symbol')).toEqual(['A', 'B']);
  });

  it(`are symmetric, bounded, one on the diagonal, seed ${seed}`, () => {
    const column = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    const property = fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (columns) => {
      const rows = correlationMatrix(columns.map((values) => Float64Array.from(values)));
      rows.forEach((row, i) => {
        row.forEach((entry, j) => {
          expect(entry).toBe(rows[j]![i]);
          if (typeof entry === 'number') expect(Math.abs(entry)).toBeLessThanOrEqual(1);
          if (i === j && typeof entry === 'number') expect(entry).toBe(1);
        });
      });
    });
    fc.assert(property, runs);
  });
});

function dateAt(i: number): string {
  return new Date(a.dates[i]! * 86_400_000).toISOString().slice(0, 10);
}
