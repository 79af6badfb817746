import { describe, expect, it } from '@jest/globals';
import { checkAdjustedCloses, type AdjustedCloses } from './adjustedCloseCheck.js';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const agreeing: AdjustedCloses = {
  symbol: 'SPY',
  dates: Int32Array.of(19_724, 19_725, 19_726, 19_727),
  close: column(100, 101, 102, 103),
  adjustedClose: column(99, 99.99, 102, 103),
  providerAdjustedClose: column(99, 99.99, 102, 103),
  hasDividends: true,
};
const times = (values: Float64Array, factor: number): Float64Array =>
  values.map((value) => value * factor);

describe('checkAdjustedCloses', () => {
  it.each([
    ['the same closes', {}],
    ['one constant factor', { providerAdjustedClose: times(agreeing.adjustedClose, 0.9732) }],
    ['jitter', { providerAdjustedClose: column(99.0005, 99.99, 102.0005, 103) }],
    ['a provider that sends none', { providerAdjustedClose: times(agreeing.close, Number.NaN) }],
    ['no rows', { dates: new Int32Array(0), adjustedClose: column(), close: column() }],
  ])('agrees with %s', (_what, change) => {
    expect(checkAdjustedCloses({ ...agreeing, ...change })).toEqual([]);
  });

  it('tells the first date, the worst difference, and the cash that would explain it', () => {
    const providerAdjustedClose = column(98.01, 98.9901, 102, 103);
    const [finding, ...others] = checkAdjustedCloses({ ...agreeing, providerAdjustedClose });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'adjusted-close-differs',
      tradeDate: '2024-01-02',
      detail: { reason: 'actions-differ', firstDate: '2024-01-02', differing: 2, rows: 4 },
    });
    expect(finding!.detail['worstRelativeDifference']).toBeCloseTo(0.01, 10);
    const [step] = finding!.detail['steps'] as { date: string; unexplainedCash: number }[];
    expect(step).toMatchObject({ date: '2024-01-04' });
    expect(step!.unexplainedCash).toBeCloseTo(1.01, 8);
  });

  it('names missing dividends as the reason where the source has none', () => {
    const providerAdjustedClose = column(90, 91, 102, 103);
    const [finding] = checkAdjustedCloses({
      ...agreeing,
      providerAdjustedClose,
      hasDividends: false,
    });
    expect(finding!.detail['reason']).toBe('dividends-missing');
    expect(finding!.message).toMatch(/source has no dividends/);
  });
});
