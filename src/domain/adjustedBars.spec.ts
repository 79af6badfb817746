import { describe, expect, it } from '@jest/globals';
import { adjustBars, factorsAsOf } from './adjustedBars.js';
import { deriveFactors } from './adjustment.js';
import { emptyBarColumns } from './barColumns.js';
import type { CorporateAction } from './corporateAction.js';
import { Dec } from './decimals.js';
import { toEpochDay, tradingDate } from './tradingDate.js';

const DATES = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'].map((it) => tradingDate(it));
const CLOSES = [100, 50, 51, 52];
const ACTIONS: CorporateAction[] = [
  { exDate: DATES[1]!, kind: 'split', value: new Dec(2) },
  { exDate: DATES[3]!, kind: 'dividend', value: new Dec('0.51') },
];

function bars(count: number) {
  const columns = emptyBarColumns(count);
  for (let i = 0; i < count; i += 1) {
    columns.dates[i] = toEpochDay(DATES[i]!);
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][i] = CLOSES[i]!;
    columns.volume[i] = 10;
  }
  return columns;
}
const all = bars(4);
const factors = deriveFactors(all, ACTIONS);

describe('adjustBars', () => {
  it('leaves prices and volumes as traded for none', () => {
    const result = adjustBars(all, factors, 'none');
    expect([...result.close]).toEqual(CLOSES);
    expect([...result.volume]).toEqual([10, 10, 10, 10]);
    expect(result.adjustedClose[0]).toBeCloseTo(50 * 0.99, 12);
  });

  it('puts prices and volumes into shares of today for splits', () => {
    const result = adjustBars(all, factors, 'splits');
    expect([...result.open]).toEqual([50, 50, 51, 52]);
    expect([...result.volume]).toEqual([20, 10, 10, 10]);
  });

  it('makes the close the adjusted close for total', () => {
    const result = adjustBars(all, factors, 'total');
    expect([...result.close]).toEqual([...result.adjustedClose]);
    expect(result.close[2]).toBeCloseTo(51 * 0.99, 12);
    expect([...result.volume]).toEqual([20, 10, 10, 10]);
  });
});

describe('factorsAsOf', () => {
  it('gives what would have been derived on that day', () => {
    const known = factorsAsOf(factors, DATES[2]!);
    const derived = deriveFactors(bars(3), ACTIONS);
    const plain = (list: typeof known) =>
      list.map((it) => [it.fromDate, it.splitFactor.toNumber(), it.dividendFactor.toNumber()]);
    expect(plain(known)).toEqual(plain(derived));
  });

  it('changes nothing where nothing is newer', () => {
    expect(factorsAsOf(factors, tradingDate('2024-02-01'))).toEqual(factors);
    expect(factorsAsOf(factors, tradingDate('2023-01-01'))).toEqual([]);
  });
});
