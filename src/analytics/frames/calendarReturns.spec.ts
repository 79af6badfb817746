import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../test/builders/propertyRuns.js';
import { priceSeries, walk, without } from '../../../test/builders/priceSeries.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { tradingDate as day } from '../../domain/tradingDate.js';
import { CALENDAR_PERIODS, calendarReturns, calendarTable } from './calendarReturns.js';

const series = priceSeries([
  ['2023-12-28', 90],
  ['2023-12-29', 100],
  ['2024-01-31', 110],
  ['2024-02-29', 99],
  ['2024-03-27', 104],
  ['2024-03-28', 108.9],
  ['2024-05-31', 120],
  ['2024-06-14', 126],
]);
const all = { to: day('2024-06-30') };

describe('calendar returns', () => {
  it('are earned from the last close of the period before', () => {
    const rows = calendarReturns(series, 'month', all);
    expect(rows.map(({ period }) => period)).toEqual([
      '2023-12',
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-05',
      '2024-06',
    ]);
    expect(rows[1]).toEqual({
      period: '2024-01',
      from: '2023-12-29',
      to: '2024-01-31',
      return: expect.closeTo(0.1, 14),
      observations: 1,
      isComplete: true,
    });
    expect(rows[3]).toMatchObject({ return: expect.closeTo(0.1, 14), observations: 2 });
  });

  it('are incomplete in the first period, after a gap, and before the period is over', () => {
    const complete = calendarReturns(series, 'month', all).map((row) => row.isComplete);
    expect(complete).toEqual([false, true, true, true, false, false]);
    expect(calendarReturns(series, 'year', all)).toEqual([
      expect.objectContaining({ period: '2023', isComplete: false, from: '2023-12-28' }),
      expect.objectContaining({ period: '2024', isComplete: false, to: '2024-06-14' }),
    ]);
  });

  it('look at nothing after `to`, and show periods from `from` on', () => {
    const rows = calendarReturns(series, 'quarter', {
      from: day('2024-02-15'),
      to: day('2024-03-27'),
    });
    expect(rows).toEqual([
      expect.objectContaining({ period: '2024-Q1', to: '2024-03-27', isComplete: false }),
    ]);
    expect(rows[0]!.return).toBeCloseTo(0.04, 14);
  });

  it('give a first period of a single close no row', () => {
    const rows = calendarReturns(without(series, '2023-12-28'), 'month', all);
    expect(rows[0]).toMatchObject({ period: '2024-01', isComplete: true });
    expect(calendarReturns(priceSeries([]), 'month', all)).toEqual([]);
    expect(calendarReturns(priceSeries([['2024-01-31', 5]]), 'year', all)).toEqual([]);
  });

  it(`compound to the total return, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
    const property = fc.property(fc.integer({ min: 1, max: 1e9 }), (state) => {
      const history = walk('2021-05-13', '2023-08-22', state);
      const total = history.adjustedClose.at(-1)! / history.adjustedClose[0]!;
      for (const by of CALENDAR_PERIODS) {
        const rows = calendarReturns(history, by, { to: day('2023-12-31') });
        const compounded = rows.reduce((growth, row) => growth * (1 + row.return), 1);
        expect(Math.abs(compounded / total - 1)).toBeLessThan(1e-13);
        const days = rows.reduce((sum, row) => sum + row.observations, 0);
        expect(days).toBe(history.dates.length - 1);
      }
    });
    fc.assert(property, { seed, numRuns: runs.numRuns / 10 });
  });
});

describe('calendar table', () => {
  it('has a row per year, null where a month has no return, and the year itself', () => {
    const rows = calendarTable(series, 'month', all).objects() as Record<string, number | null>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ year: 2023, jan: null, dec: expect.closeTo(1 / 9, 14) });
    expect(rows[1]).toMatchObject({ year: 2024, jan: expect.closeTo(0.1, 14), apr: null });
    expect(rows[1]!['total']).toBeCloseTo(0.26, 14);
    expect(calendarTable(series, 'quarter', all).columnNames()).toEqual([
      'year',
      'q1',
      'q2',
      'q3',
      'q4',
      'total',
    ]);
  });
});

describeWithSharedData('calendar returns of real funds', () => {
  it('are those of PerformanceAnalytics', () => {
    const file = sharedData('data/reference/performanceanalytics_etf_daily.json')!;
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
      cases: { asset: string; metric: string; inputs: string; expected: Record<string, number> }[];
    };
    const years = cases.filter(({ metric }) => metric === 'calendar_year_returns');
    expect(years.length).toBe(5);
    for (const { inputs, expected } of years) {
      const [, ...lines] = readFileSync(sharedData(`data/${inputs}`)!, 'utf8')
        .trim()
        .split('\n');
      const rows = lines.map((line) => line.split(','));
      const history = priceSeries(rows.map((row) => [row[0]!, Number(row[5])]));
      const found = calendarReturns(history, 'year', { to: day('2100-01-01') });
      const byYear = Object.fromEntries(found.map((row) => [row.period, row.return]));
      expect(Object.keys(byYear)).toEqual(Object.keys(expected));
      for (const [year, value] of Object.entries(expected)) {
        expect(byYear[year]).toBeCloseTo(value, 8);
      }
    }
  });
});
