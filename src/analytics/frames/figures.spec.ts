import { describe, expect, it } from '@jest/globals';
import { walk, without } from '../../../test/builders/priceSeries.js';
import { fromEpochDay, tradingDate } from '../../domain/tradingDate.js';
import { WINDOWS } from '../../domain/window.js';
import { figuresByWindow, figuresOf } from './figures.js';
import { sliceWindow, type Range } from './windowSlice.js';

const day = tradingDate;

const asset = walk('2018-01-02', '2024-06-28', 11);
const benchmark = walk('2010-01-04', '2024-06-28', 12);
const daily = { dates: asset.dates, periods: asset.dates };
const none = new Int32Array();
const request = { series: asset, benchmark, riskFree: 0.02 };

describe('windows of a history', () => {
  const sliced = (range: Parameters<typeof sliceWindow>[1]) => {
    const slice = sliceWindow(daily, range, 'daily');
    return slice && [slice.baseIndex, slice.endIndex].map((i) => fromEpochDay(asset.dates[i]!));
  };

  it('rest on the last session on or before the base date', () => {
    expect(sliced({ window: '1y' })).toEqual(['2023-06-28', '2024-06-28']);
    expect(sliced({ window: 'ytd' })).toEqual(['2023-12-29', '2024-06-28']);
    expect(sliced({ window: '1m', to: day('2024-03-31') })).toEqual(['2024-02-28', '2024-03-28']);
    expect(sliced({ window: 'max' })).toEqual(['2018-01-02', '2024-06-28']);
    expect(sliced({ from: day('2020-01-01'), to: day('2020-12-31') })).toEqual([
      '2019-12-31',
      '2020-12-31',
    ]);
  });

  it('are none where the history is too short, ends before, or is empty', () => {
    expect(sliced({ window: '10y' })).toBeNull();
    expect(sliced({ window: 'max', to: day('2017-12-31') })).toBeNull();
    expect(sliced({ from: day('2018-01-01'), to: day('2019-01-01') })).toBeNull();
    expect(sliced({ from: day('2019-01-02'), to: day('2018-06-01') })).toBeNull();
    expect(sliceWindow({ dates: none, periods: none }, { window: 'max' }, 'daily')).toBeNull();
  });
});

describe('windows of weeks and months', () => {
  const of = (basis: 'weekly' | 'monthly', range: Range) => {
    const { from, to, observations } = figuresOf({ ...request, basis, range, metrics: [] });
    return [from, to, observations];
  };

  it('begin at the end of the week or month of their base date', () => {
    expect(of('monthly', { window: '3y' })).toEqual(['2021-06-30', '2024-06-28', 36]);
    expect(of('monthly', { window: '1y', to: day('2023-12-29') })).toEqual([
      '2022-12-30',
      '2023-12-29',
      12,
    ]);
    expect(of('monthly', { window: 'ytd' })).toEqual(['2023-12-29', '2024-06-28', 6]);
    expect(of('weekly', { window: '1y' })).toEqual(['2023-06-30', '2024-06-28', 52]);
  });

  it('earn no return of before `from`, nor of a period that is not over', () => {
    const to = day('2024-06-20');
    expect(of('monthly', { from: day('2024-01-17'), to })).toEqual(['2024-01-31', '2024-05-31', 4]);
    expect(of('weekly', { from: day('2024-05-29'), to })).toEqual(['2024-05-31', '2024-06-14', 2]);
  });
});

describe('figuresByWindow', () => {
  const byWindow = figuresByWindow(request);

  it('gives what each window alone gives, bit for bit', () => {
    for (const window of WINDOWS) {
      expect(byWindow[window]).toEqual(figuresOf({ ...request, range: { window } }));
    }
  });

  it('gives the figures of the same part cut out as a series of its own', () => {
    const { baseIndex, endIndex } = sliceWindow(daily, { window: '3y' }, 'daily')!;
    const cut = <T extends Int32Array | Float64Array>(column: T): T =>
      column.slice(baseIndex, endIndex + 1) as T;
    const part = {
      dates: cut(asset.dates),
      close: cut(asset.close),
      adjustedClose: cut(asset.adjustedClose),
      volume: cut(asset.volume),
    };
    const alone = figuresOf({ ...request, series: part, range: { window: 'max' } });
    expect(byWindow['3y']).toEqual(alone);
  });

  it('leaves a window longer than the history missing, and says why', () => {
    const { from, to, observations, figures } = byWindow['10y'];
    expect([from, to, observations]).toEqual([null, '2024-06-28', 0]);
    for (const { value, reason } of Object.values(figures)) {
      expect([value, reason]).toEqual([null, 'insufficient-history']);
    }
  });

  it('ends where it is told to', () => {
    const earlier = figuresByWindow({ ...request, to: day('2021-05-31') });
    expect(earlier['1y']).toMatchObject({ from: '2020-05-28', to: '2021-05-28' });
    expect(figuresByWindow({ ...request, to: day('2000-01-01') })['max'].to).toBeNull();
  });
});

describe('figuresOf', () => {
  const range = { window: 'max' } as const;

  it('holds the benchmark against itself', () => {
    const self = { series: asset, benchmark: null, isBenchmark: true, riskFree: 0.02, range };
    const { beta, alpha, correlation } = figuresOf(self).figures;
    expect([beta.value, alpha.value, correlation.value]).toEqual([1, 0, 1]);
  });

  it('does without a benchmark, or without common dates', () => {
    const none = figuresOf({ ...request, benchmark: null, range }).figures;
    expect(none.beta.reason).toBe('no-benchmark');
    expect(none.sharpe.value).not.toBeNull();
    const past = walk('2010-01-04', '2012-12-31', 5);
    const apart = figuresOf({ ...request, benchmark: past, range }).figures;
    expect(apart.alpha).toEqual({ value: null, reason: 'no-overlap-with-benchmark', n: 0 });
  });

  it('counts only common dates for what needs the benchmark', () => {
    const holed = without(benchmark, '2023-03-08', '2023-03-09');
    const { beta, volatility } = figuresOf({ ...request, benchmark: holed, range }).figures;
    expect(volatility.n).toBe(asset.dates.length - 1);
    expect(beta.n).toBe(asset.dates.length - 3);
  });

  it('can tell of one day', () => {
    const oneDay = { from: day('2024-06-27'), to: day('2024-06-28') };
    const { observations, figures } = figuresOf({ ...request, range: oneDay });
    expect(observations).toBe(1);
    expect(figures.totalReturn.value).not.toBeNull();
    expect(figures.volatility.reason).toBe('too-few-observations');
    const none = figuresOf({ ...request, range: { from: oneDay.to, to: oneDay.to } });
    expect(none.figures.totalReturn.reason).toBe('too-few-observations');
  });

  it('computes only the metrics asked for', () => {
    const { figures } = figuresOf({ ...request, range, metrics: ['sharpe'] });
    expect(Object.keys(figures)).toEqual(['sharpe']);
  });

  it.each([0, -1, NaN, Infinity])('refuses a price of %d and names its date', (bad) => {
    for (const at of [0, 1, 5, asset.dates.length - 1]) {
      const adjustedClose = asset.adjustedClose.slice();
      adjustedClose[at] = bad;
      const series = { ...asset, adjustedClose };
      const date = fromEpochDay(asset.dates[at]!);
      expect(() => figuresOf({ ...request, series, range })).toThrow(date);
    }
  });

  it('refuses dates out of order', () => {
    const dates = asset.dates.slice();
    dates[7] = dates[6]!;
    const series = { ...asset, dates };
    expect(() => figuresOf({ ...request, series, range })).toThrow('does not come after');
  });
});
