import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { buildSample } from '../../../test/builders/sample.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';
import { evaluate } from './evaluate.js';
import { gaussianVar, NORMAL_TAIL_1, NORMAL_TAIL_10, NORMAL_TAIL_5 } from './kernels/normalTail.js';
import { ReturnColumn } from './sample.js';

const LOOKBACK = 252;
const TOLERANCE = 1e-9;

/** Lean's rolling value at risk, signed as returns, of the closes up to each row. */
interface Row {
  readonly close: number;
  readonly var99: number;
  readonly var95: number;
  readonly var90: number;
}

function readRows(): Row[] {
  const csv = readFileSync(sharedData('data/reference/inputs/lean_spy_rolling_var.csv')!, 'utf8');
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  expect(head).toBe('date,close,returns,VaR_99,VaR_95,VaR_90');
  return lines.map((line) => {
    const [, close, , var99, var95, var90] = line.split(',').map(Number);
    return { close: close!, var99: var99!, var95: var95!, var90: var90! };
  });
}

describeWithSharedData('rolling value at risk of Lean', () => {
  const rows = readRows();
  const returns = Float64Array.from(
    { length: rows.length - 1 },
    (_, i) => (rows[i + 1]!.close - rows[i]!.close) / rows[i]!.close,
  );
  /** The last 252 returns up to a row. */
  const windowTo = (row: number): Float64Array => returns.subarray(row - LOOKBACK, row);

  it('is that of gaussianVar, at 99, 95 and 90 %, on every full window', () => {
    let compared = 0;
    let worst = 0;
    for (let row = LOOKBACK; row < rows.length; row += 1) {
      const { moments } = new ReturnColumn(windowTo(row));
      const { var99, var95, var90 } = rows[row]!;
      for (const [tail, expected] of [
        [NORMAL_TAIL_1, var99],
        [NORMAL_TAIL_5, var95],
        [NORMAL_TAIL_10, var90],
      ] as const) {
        worst = Math.max(worst, Math.abs(gaussianVar(moments, tail) + expected));
        compared += 1;
      }
    }
    expect(compared).toBe(3 * 5597);
    expect(worst).toBeLessThan(TOLERANCE);
  });

  it('is that of the metrics', () => {
    for (let row = LOOKBACK; row < rows.length; row += 200) {
      const sample = buildSample({ returns: windowTo(row) });
      const figures = evaluate(sample, ['gaussianVar95', 'gaussianVar99']);
      expect(Math.abs(figures.gaussianVar95.value! + rows[row]!.var95)).toBeLessThan(TOLERANCE);
      expect(Math.abs(figures.gaussianVar99.value! + rows[row]!.var99)).toBeLessThan(TOLERANCE);
    }
  });
});
