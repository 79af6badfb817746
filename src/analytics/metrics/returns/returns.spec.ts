import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import type { Basis } from '../annualisation.js';
import { evaluate } from '../evaluate.js';
import type { MetricId } from '../registry.js';
import type { Sample } from '../sample.js';

/** A sample of closes by date, the base first. */
function sampleOf(closes: Readonly<Record<string, number>>, basis: Basis = 'daily'): Sample {
  const prices = Float64Array.from(Object.values(closes));
  const dates = Int32Array.from(Object.keys(closes), (date) => toEpochDay(tradingDate(date)));
  const returns = prices.subarray(1).map((price, i) => (price - prices[i]!) / prices[i]!);
  return buildSample({ returns, prices, dates, basis });
}

function valueOf(sample: Sample, id: MetricId): number | string | null {
  const { value, reason } = evaluate(sample, [id])[id];
  return value ?? reason;
}

const winter = { '2023-12-29': 100, '2024-01-31': 110, '2024-02-29': 99, '2024-03-15': 120 };

describe('calendar returns', () => {
  it('are earned from close to close of months that are over', () => {
    const sample = sampleOf(winter);
    expect(valueOf(sample, 'bestMonth')).toBeCloseTo(0.1, 15);
    expect(valueOf(sample, 'worstMonth')).toBeCloseTo(-0.1, 15);
    expect(valueOf(sample, 'winRateMonthly')).toBe(0.5);
    expect(valueOf(sample, 'expectedReturnMonthly')).toBeCloseTo(Math.sqrt(1.1 * 0.9) - 1, 15);
  });

  it('leave out a last period with sessions left, and take it in on its last session', () => {
    expect(valueOf(sampleOf(winter), 'winRateQuarterly')).toBe('no-complete-period');
    // 29 March 2024 is Good Friday: March and the quarter ended on the 28th.
    const whole = sampleOf({ ...winter, '2024-03-28': 121 });
    expect(valueOf(whole, 'bestMonth')).toBeCloseTo(121 / 99 - 1, 15);
    expect(valueOf(whole, 'winRateQuarterly')).toBe(1);
    const almost = sampleOf({ ...winter, '2024-03-27': 121 });
    expect(valueOf(almost, 'bestMonth')).toBeCloseTo(0.1, 15);
  });

  it('need the close of the period before: a month without sessions takes the next one along', () => {
    const sample = sampleOf({
      '2023-12-29': 100,
      '2024-01-31': 110,
      '2024-03-28': 220,
      '2024-04-30': 231,
    });
    expect(valueOf(sample, 'bestMonth')).toBeCloseTo(0.1, 15);
    expect(valueOf(sample, 'worstMonth')).toBeCloseTo(0.05, 15);
    expect(valueOf(sample, 'expectedReturnMonthly')).toBeCloseTo(Math.sqrt(1.1 * 1.05) - 1, 15);
  });

  it('are of whole years', () => {
    const sample = sampleOf({
      '2020-06-30': 50,
      '2020-12-31': 100,
      '2021-12-31': 80,
      '2022-12-30': 100,
      '2023-06-30': 400,
    });
    expect(valueOf(sample, 'bestYear')).toBeCloseTo(0.25, 15);
    expect(valueOf(sample, 'worstYear')).toBeCloseTo(-0.2, 15);
    expect(valueOf(sample, 'winRateYearly')).toBe(0.5);
    expect(valueOf(sample, 'expectedReturnYearly')).toBe(0);
  });

  it('are missing where weeks do not tell the ends of months, and where no period is whole', () => {
    const ids = ['bestMonth', 'worstYear', 'winRateQuarterly', 'expectedReturnYearly'] as const;
    for (const id of ids) expect(valueOf(sampleOf(winter, 'weekly'), id)).toBe('basis-too-coarse');
    const short = sampleOf({ '2024-01-02': 100, '2024-01-03': 101 });
    for (const id of ids) expect(valueOf(short, id)).toBe('no-complete-period');
    expect(valueOf(sampleOf(winter, 'weekly'), 'expectedReturnDaily')).toBe('basis-too-coarse');
    expect(valueOf(sampleOf(winter, 'monthly'), 'expectedReturnDaily')).toBe('basis-too-coarse');
  });
});

describe('trailing returns', () => {
  const history = {
    '2014-06-27': 50,
    '2019-06-28': 80,
    '2021-06-28': 100,
    '2023-06-28': 125,
    '2023-12-28': 130,
    '2023-12-29': 121,
    '2024-03-28': 110,
    '2024-05-31': 120,
    '2024-06-28': 133.1,
  };

  it('are based on the last close on or before the same day of the earlier month', () => {
    const sample = sampleOf(history);
    expect(valueOf(sample, 'returnMtd')).toBeCloseTo(133.1 / 120 - 1, 14);
    expect(valueOf(sample, 'return3m')).toBeCloseTo(0.21, 14);
    expect(valueOf(sample, 'return6m')).toBeCloseTo(133.1 / 130 - 1, 14);
    expect(valueOf(sample, 'returnYtd')).toBeCloseTo(0.1, 14);
    expect(valueOf(sample, 'return1y')).toBeCloseTo(133.1 / 125 - 1, 14);
  });

  it('are annualised by elapsed days from three years on', () => {
    const sample = sampleOf(history);
    expect(valueOf(sample, 'return3yAnnual')).toBeCloseTo(1.331 ** (365.25 / 1096) - 1, 14);
    expect(valueOf(sample, 'return5yAnnual')).toBeCloseTo((133.1 / 80) ** (365.25 / 1827) - 1, 14);
    expect(valueOf(sample, 'return10yAnnual')).toBeCloseTo(2.662 ** (365.25 / 3654) - 1, 14);
  });

  it('are missing where the sample begins after the base date, be it by a day', () => {
    const year = (first: string): Sample => sampleOf({ [first]: 100, '2024-06-28': 110 });
    expect(valueOf(year('2023-06-28'), 'return1y')).toBeCloseTo(0.1, 14);
    expect(valueOf(year('2023-06-29'), 'return1y')).toBe('insufficient-history');
    expect(valueOf(year('2024-06-03'), 'returnMtd')).toBe('insufficient-history');
    expect(valueOf(year('2024-01-02'), 'returnYtd')).toBe('insufficient-history');
  });

  it('count whole months on monthly prices, on whatever day the last session fell', () => {
    const closes = { '2022-10-31': 90, '2022-11-30': 100, '2022-12-30': 105, '2023-01-31': 104 };
    const sample = sampleOf({ ...closes, '2023-02-28': 110 }, 'monthly');
    expect(valueOf(sample, 'return3m')).toBeCloseTo(0.1, 14);
    expect(valueOf(sample, 'returnMtd')).toBeCloseTo(110 / 104 - 1, 14);
  });
});

describe('growth', () => {
  it('keeps its digits when it is tiny, and when next to nothing is left', () => {
    const tiny = sampleOf({ '2024-01-02': 1, '2024-01-03': 1 + 2 ** -40 });
    expect(valueOf(tiny, 'geometricMeanReturn')).toBe(2 ** -40);
    const left = sampleOf({ '2024-01-02': 1e15, '2024-01-03': 1, '2024-01-04': 2 });
    expect(Number(valueOf(left, 'geometricMeanReturn')) + 1).toBeCloseTo(Math.sqrt(2e-15), 16);
  });
});

describe('means, gains and runs', () => {
  const returns = [0.1, -0.05, 0, 0.02, 0.03, -0.01, -0.02, -0.03, 0.04, 0];

  it('are those that one works out by hand', () => {
    const figures = evaluate(buildSample({ returns }));
    expect(figures.meanReturn.value).toBeCloseTo(0.008, 15);
    expect(figures.meanReturnAnnual.value).toBeCloseTo(2.016, 13);
    expect(figures.averageGain.value).toBeCloseTo(0.19 / 4, 15);
    expect(figures.averageLoss.value).toBeCloseTo(-0.11 / 4, 15);
    expect(figures.longestWinStreak.value).toBe(2);
    expect(figures.longestLossStreak.value).toBe(3);
    expect(figures.exposure.value).toBe(0.8);
    const growth = returns.reduce((product, value) => product * (1 + value), 1);
    expect(figures.geometricMeanReturn.value).toBeCloseTo(growth ** 0.1 - 1, 14);
    expect(figures.expectedReturnDaily.value).toBe(figures.geometricMeanReturn.value);
  });

  it('annualise by the periods of the basis', () => {
    const monthly = buildSample({ returns, basis: 'monthly' });
    expect(valueOf(monthly, 'meanReturnAnnual')).toBeCloseTo(0.096, 15);
  });

  it('say that there is no gain or no loss', () => {
    expect(valueOf(buildSample({ returns: [0, -0.1] }), 'averageGain')).toBe('no-gains');
    expect(valueOf(buildSample({ returns: [0, 0.1] }), 'averageLoss')).toBe('no-losses');
    expect(valueOf(buildSample({ returns: [0, 0] }), 'exposure')).toBe(0);
    expect(valueOf(buildSample({ returns: [0, 0] }), 'longestWinStreak')).toBe(0);
  });
});
