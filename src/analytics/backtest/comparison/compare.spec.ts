import { describe, expect, it } from '@jest/globals';
import { sessionsBetween } from '../../../domain/tradingCalendar.js';
import { toEpochDay, tradingDate } from '../../../domain/tradingDate.js';
import { evaluate } from '../../metrics/evaluate.js';
import { METRIC_IDS } from '../../metrics/registry.js';
import { pathSample } from '../paths/pathSample.js';
import { COMPARED_PATHS_MAX, type LabelledPath } from './alignedPaths.js';
import { calendarYears } from './calendarYears.js';
import { comparePaths, DIFFERENCE_METRICS } from './compare.js';

const dates = Int32Array.from(
  sessionsBetween(tradingDate('2021-06-01'), tradingDate('2024-03-28')),
  toEpochDay,
);

function pathOf(label: string, wave: number, days: Int32Array = dates): LabelledPath {
  let value = 100 * wave;
  const values = Float64Array.from(
    days,
    (day) => (value *= 1.0003 + 0.01 * Math.sin(wave * day) + 0.002 * Math.cos(day / 90)),
  );
  return { label, dates: days, values };
}

const [core, other, third] = [pathOf('core', 1), pathOf('other', 1.7), pathOf('third', 2.3)];
const request = { paths: [core, other, third], riskFreeRate: 0.02, benchmark: null };

const codeOf = (paths: readonly LabelledPath[]): unknown => {
  try {
    comparePaths({ ...request, paths });
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return 'none';
};

describe('paths side by side', () => {
  it('begin at 1 on common dates, and have the figures of what they are', () => {
    const { paths, dates: common } = comparePaths(request);
    expect([...common]).toEqual([...dates]);
    expect(paths.map(({ label, values }) => [label, values[0]])).toEqual([
      ['core', 1],
      ['other', 1],
      ['third', 1],
    ]);
    const own = evaluate(pathSample(other, 0.02, null));
    for (const id of METRIC_IDS) {
      const { value, reason } = paths[1]!.figures[id];
      expect(reason).toBe(own[id].reason);
      if (value !== null) expect(value / own[id].value!).toBeCloseTo(1, 7);
    }
  });

  it('count only the dates that all have', () => {
    const late = pathOf(
      'late',
      3,
      dates.filter((_, i) => i >= 100 && i !== 150),
    );
    const { dates: common, paths } = comparePaths({ ...request, paths: [core, late] });
    expect([...common]).toEqual([...late.dates]);
    const { values } = paths[0]!;
    expect(values.at(-1)).toBeCloseTo(core.values.at(-1)! / core.values[100]!, 14);
    expect(values[50]).toBeCloseTo(core.values[151]! / core.values[100]!, 14);
  });

  it('are held against the first', () => {
    const { paths, correlations } = comparePaths(request);
    expect(paths[0]!.difference).toBeNull();
    const { difference } = paths[2]!;
    const expected = evaluate(pathSample(third, 0.02, core.values), DIFFERENCE_METRICS);
    for (const id of DIFFERENCE_METRICS) {
      expect(difference![id].value).toBeCloseTo(expected[id].value!, 9);
    }
    expect(correlations[2]![0]).toBeCloseTo(difference!.correlation.value!, 14);
    expect(correlations[1]![1]).toBe(1);
    expect(correlations[0]).toEqual(correlations.map((row) => row[0]));
  });

  it('that are the same differ in nothing', () => {
    const twin = { ...core, label: 'twin', values: core.values.map((value) => 8 * value) };
    const { difference, figures } = comparePaths({ ...request, paths: [core, twin] }).paths[1]!;
    expect(difference!.trackingError.value).toBe(0);
    expect(difference!.activePremium.value).toBe(0);
    expect(difference!.informationRatio.reason).toBe('zero-tracking-error');
    expect(figures).toEqual(comparePaths({ ...request, paths: [core] }).paths[0]!.figures);
  });

  it('have benchmark metrics with a benchmark, whatever it is called', () => {
    const without = comparePaths({ ...request, metrics: ['beta'] });
    expect(without.paths[0]!.figures.beta.reason).toBe('no-benchmark');
    const benchmark = { ...other, label: 'core' };
    const { paths } = comparePaths({ ...request, benchmark, metrics: ['beta'] });
    expect(paths[1]!.figures.beta.value).toBeCloseTo(1, 12);
    const expected = evaluate(pathSample(core, 0.02, other.values), ['beta']).beta.value!;
    expect(paths[0]!.figures.beta.value).toBeCloseTo(expected, 9);
  });

  it('name the best and the worst of the complete calendar years', () => {
    const path = comparePaths(request).paths[0]!;
    expect(path.years.map(({ year, isComplete }) => [year, isComplete])).toEqual([
      [2021, false],
      [2022, true],
      [2023, true],
      [2024, false],
    ]);
    expect([path.bestYear!.return, path.worstYear!.return]).toEqual([
      path.figures.bestYear.value,
      path.figures.worstYear.value,
    ]);
    const whole = path.years.reduce((product, year) => product * (1 + year.return), 1);
    expect(whole - 1).toBeCloseTo(path.figures.totalReturn.value!, 12);
  });

  it('have no best year where none is complete, and none of one value', () => {
    const few = dates.filter((day) => day < toEpochDay(tradingDate('2021-12-31')));
    const path = comparePaths({ ...request, paths: [pathOf('few', 2, few)] }).paths[0]!;
    expect(path.bestYear).toBeNull();
    expect(path.worstYear).toBeNull();
    const turn = dates.filter((day) => day >= toEpochDay(tradingDate('2021-12-31')));
    const years = calendarYears(pathSample(pathOf('turn', 2, turn), 0, null));
    expect(years.map(({ year, isComplete }) => [year, isComplete])).toEqual([
      [2022, true],
      [2023, true],
      [2024, false],
    ]);
  });
});

describe('what cannot be compared', () => {
  it('is refused with a reason', () => {
    expect(codeOf([])).toBe('NOTHING_TO_COMPARE');
    expect(codeOf([core, core])).toBe('REPEATED_LABEL');
    const many = Array.from({ length: COMPARED_PATHS_MAX + 1 }, (_, i) => pathOf(`${i}`, 1 + i));
    expect(codeOf(many)).toBe('TOO_MANY_PATHS');
    expect(codeOf([core, pathOf('apart', 2, dates.slice(0, 2))])).toBe('NO_COMMON_DATES');
    const ruined = { ...other, values: other.values.map((value, i) => (i === 9 ? 0 : value)) };
    expect(codeOf([core, ruined])).toBe('BAD_PATH');
    expect(codeOf([{ ...core, values: core.values.slice(1) }])).toBe('BAD_PATH');
  });
});
