import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs, seed } from '../../../test/builders/propertyRuns.js';
import { priceSeries } from '../../../test/builders/priceSeries.js';
import { buildSample } from '../../../test/builders/sample.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { drawdownTable, type DrawdownRow } from './drawdownTable.js';
import { sampleWindow } from './figures.js';

function tableOf(rows: [string, number][], top = 10): DrawdownRow[] {
  const request = { series: priceSeries(rows), benchmark: null, riskFree: 0 };
  return drawdownTable(sampleWindow(request, { window: 'max' }).sample!, top);
}

describe('drawdown table', () => {
  const rows: [string, number][] = [
    ['2024-01-02', 100],
    ['2024-01-03', 90],
    ['2024-01-04', 100],
    ['2024-01-05', 100],
    ['2024-01-08', 80],
    ['2024-01-09', 80],
    ['2024-01-10', 95],
    ['2024-01-11', 120],
    ['2024-01-12', 60],
    ['2024-01-16', 66],
  ];

  it('runs from the last day at the peak, over the first at the bottom, to the recovery', () => {
    const found = tableOf(rows);
    expect(found.map(({ depth }) => depth)).toEqual([-0.5, -0.2, -0.1]);
    expect(found[1]).toEqual({
      rank: 2,
      depth: -0.2,
      peakDate: '2024-01-05',
      troughDate: '2024-01-08',
      recoveryDate: '2024-01-11',
      lengthDays: 6,
      declineDays: 3,
      recoveryDays: 3,
      sessions: 3,
    });
    expect(found[0]).toMatchObject({ recoveryDate: null, recoveryDays: null, lengthDays: 5 });
    expect(found[0]!.sessions).toBe(2);
  });

  it('takes no more than it is asked for, and the earlier of equals first', () => {
    expect(tableOf(rows, 1)).toHaveLength(1);
    const equal = tableOf([
      ['2024-01-02', 100],
      ['2024-01-03', 50],
      ['2024-01-04', 100],
      ['2024-01-05', 50],
    ]);
    expect(equal.map(({ peakDate }) => peakDate)).toEqual(['2024-01-02', '2024-01-04']);
    expect(tableOf([['2024-01-02', 1]])).toEqual([]);
  });

  it(`holds every price below its peak once, seed ${seed}`, () => {
    const returns = fc.array(fc.double({ min: -0.5, max: 0.6, noNaN: true }), { minLength: 1 });
    const property = fc.property(returns, (values) => {
      const sample = buildSample({ returns: values });
      const table = drawdownTable(sample, Infinity);
      let peak = 0;
      const below = sample.prices.filter((price) => price < (peak = Math.max(peak, price)));
      expect(table.reduce((sum, row) => sum + row.sessions, 0)).toBe(below.length);
      for (const { depth, peakDate, troughDate } of table) {
        expect(depth).toBeLessThan(0);
        expect(depth).toBeGreaterThanOrEqual(-1);
        expect(peakDate < troughDate).toBe(true);
      }
    });
    fc.assert(property, runs);
  });
});

describeWithSharedData('the worst drawdowns of real funds', () => {
  it('are those of PerformanceAnalytics', () => {
    const file = sharedData('data/reference/performanceanalytics_etf_daily.json')!;
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
      cases: { metric: string; inputs: string; expected: Record<string, number | string> }[];
    };
    const ranks = cases.filter(({ metric }) => metric.startsWith('drawdown_rank_'));
    expect(ranks).toHaveLength(25);
    for (const { inputs, metric, expected } of ranks) {
      const [, ...lines] = readFileSync(sharedData(`data/${inputs}`)!, 'utf8')
        .trim()
        .split('\n');
      const cells = lines.map((line) => line.split(','));
      const rows = cells.map((row): [string, number] => [row[0]!, Number(row[5])]);
      const found = tableOf(rows, 5)[Number(metric.at(-1)) - 1]!;
      expect({ metric, depth: found.depth.toFixed(4) }).toEqual({
        metric,
        depth: Number(expected['depth']).toFixed(4),
      });
      expect(found.troughDate).toBe(expected['trough']);
    }
  });
});
