import { describe, expect, it } from '@jest/globals';
import { escape, table } from 'arquero';
import { alignedFrame, alignReturns } from './alignment.js';
import { figureFrame, screen, type FigureRow } from './figureFrame.js';
import { priceFrame } from './priceFrame.js';
import { returnFrame, simpleReturns } from './returns.js';

const dates = Int32Array.of(10, 11, 14, 15);
const adjustedClose = Float64Array.of(100, 110, 99, 99);
const series = { dates, close: adjustedClose, adjustedClose, volume: Float64Array.of(1, 2, 3, 4) };

describe('price frame', () => {
  it('shares the columns of the series', () => {
    const frame = priceFrame(series);
    expect(frame.columnNames()).toEqual(['date', 'close', 'adjustedClose', 'volume']);
    expect(frame.column('adjustedClose')).toBe(adjustedClose);
    expect(frame.column('date')).toBe(dates);
  });

  it('refuses columns of different lengths', () => {
    expect(() => priceFrame({ ...series, volume: new Float64Array(1) })).toThrow('one length');
  });
});

describe('return frame', () => {
  it('dates each return on the day that earned it', () => {
    const frame = returnFrame(priceFrame(series));
    expect([...(frame.array('date') as Int32Array)]).toEqual([11, 14, 15]);
    const returns = [...(frame.array('return') as Float64Array)];
    expect(returns).toEqual([0.1, -0.1, 0]);
  });

  it('takes the rows that a filter leaves', () => {
    const kept = priceFrame(series).filter(escape((row: { date: number }) => row.date !== 11));
    expect([...(returnFrame(kept).array('return') as Float64Array)]).toEqual([-0.01, 0]);
  });

  it.each([null, undefined, NaN, 0, -3, Infinity])('refuses a price of %p', (bad) => {
    const frame = table({ date: [10, 11, 14], adjustedClose: [100, bad, 99] });
    expect(() => returnFrame(frame)).toThrow('1970-01-12');
  });

  it('is empty for one price or none', () => {
    expect(simpleReturns(dates.subarray(0, 1), adjustedClose.subarray(0, 1)).values).toHaveLength(
      0,
    );
    expect(simpleReturns(new Int32Array(0), new Float64Array(0)).dates).toHaveLength(0);
  });
});

describe('alignment', () => {
  const benchmark = {
    dates: Int32Array.of(9, 10, 11, 14, 15),
    values: Float64Array.of(5, 6, 7, 8, 9),
  };

  it('copies nothing where the dates are an unbroken run of the benchmark', () => {
    const asset = { dates: dates.subarray(1), values: Float64Array.of(1, 2, 3) };
    const aligned = alignReturns(asset, benchmark);
    expect([...aligned.benchmark]).toEqual([7, 8, 9]);
    expect(aligned.asset).toBe(asset.values);
    expect(aligned.benchmark.buffer).toBe(benchmark.values.buffer);
  });

  it('keeps the dates that both have', () => {
    const asset = {
      dates: Int32Array.of(8, 10, 12, 15, 20),
      values: Float64Array.of(1, 2, 3, 4, 5),
    };
    expect(alignedFrame(asset, benchmark).objects()).toEqual([
      { date: 10, asset: 2, benchmark: 6 },
      { date: 15, asset: 4, benchmark: 9 },
    ]);
  });

  it('is empty where nothing is common', () => {
    const asset = { dates: Int32Array.of(1, 2), values: Float64Array.of(1, 2) };
    expect(alignReturns(asset, benchmark).dates).toHaveLength(0);
    const none = { dates: new Int32Array(0), values: new Float64Array(0) };
    expect(alignReturns(none, benchmark).asset).toHaveLength(0);
  });
});

describe('figure frame', () => {
  const row = (symbol: string, sharpe: number | null, beta: number | null): FigureRow => ({
    symbol,
    window: '1y',
    from: null,
    to: null,
    observations: 252,
    figures: { sharpe: { value: sharpe }, beta: { value: beta } },
  });
  const frame = figureFrame(
    [row('SPY', 1.2, 1), row('NEW', null, null), row('GLD', 0.4, 0.1), row('AGG', 0.4, -0.1)],
    ['sharpe', 'beta'],
  );
  const symbols = (...[, asked]: Parameters<typeof screen>) => screen(frame, asked).array('symbol');

  it('has one row per asset and null where a figure is missing', () => {
    expect(frame.columnNames().slice(-2)).toEqual(['sharpe', 'beta']);
    expect(frame.get('sharpe', 1)).toBeNull();
  });

  it('sorts missing figures last either way, ties by symbol', () => {
    const by = (descending: boolean) =>
      symbols(frame, { order: [{ column: 'sharpe', descending }] });
    expect(by(true)).toEqual(['SPY', 'AGG', 'GLD', 'NEW']);
    expect(by(false)).toEqual(['AGG', 'GLD', 'SPY', 'NEW']);
    expect(symbols(frame, { order: [{ column: 'symbol', descending: true }] })[0]).toBe('SPY');
  });

  it('filters by every comparison; a missing figure passes none', () => {
    const kept = (comparison: 'gt' | 'gte' | 'lt' | 'lte' | 'eq') =>
      symbols(frame, { filters: [{ column: 'sharpe', comparison, value: 0.4 }] });
    expect(kept('gt')).toEqual(['SPY']);
    expect(kept('gte')).toEqual(['AGG', 'GLD', 'SPY']);
    expect(kept('lt')).toEqual([]);
    expect(kept('lte')).toEqual(['AGG', 'GLD']);
    expect(kept('eq')).toEqual(['AGG', 'GLD']);
  });

  it('keeps the metrics asked for and refuses those that it has not', () => {
    const kept = screen(frame, { metrics: ['beta'] });
    expect(kept.columnNames()).toEqual(['symbol', 'window', 'from', 'to', 'observations', 'beta']);
    expect(() => screen(frame, { metrics: ['calmar'] })).toThrow('no figure called "calmar"');
  });
});
