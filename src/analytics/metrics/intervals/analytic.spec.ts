import { describe, expect, it } from '@jest/globals';
import { buildSample } from '../../../../test/builders/sample.js';
import { figure } from '../figure.js';
import { outcomeOf } from '../metric.js';
import { METRIC_IDS, isMetricId, metricOf, type MetricId } from '../registry.js';
import type { Sample } from '../sample.js';
import { analyticInterval, analyticIntervalOf } from './analytic.js';
import { Xoshiro128 } from './bootstrap/xoshiro.js';
import { ANALYTIC_INTERVALS } from './catalogue.js';

const t = Array.from({ length: 64 }, (_, i) => i);
const benchmark = t.map((i) => 0.01 * Math.sin(i * 1.7) + 0.004 * Math.cos(i * 0.31) + 0.0005);
const returns = t.map((i) => 0.8 * benchmark[i]! + 0.006 * Math.sin(i * 2.9 + 1) + 0.0003);
const sample = buildSample({ returns, benchmark, riskFree: 0.0001 });

/** Of the columns above at 95 %, by scipy 1.17.1 and, for the ratios, numpy. */
const BY_SCIPY: Partial<Record<string, readonly [number, number | null]>> = {
  meanReturn: [-0.0009218686002926595, 0.0028292727636676372],
  meanReturnAnnual: [-0.23231088727375018, 0.7129767364442445],
  volatility: [0.10152911287402348, 0.14435821198763232],
  trackingError: [0.06077970308461263, 0.0864190478382356],
  sharpe: [-2.247593471667131, 5.85738967241868],
  informationRatio: [-3.036131228182227, 4.784461045469624],
  beta: [0.6673689513991855, 0.9488654364128165],
  alpha: [-0.17878484861564312, 0.36215924449917253],
  correlation: [0.7259309697765632, 0.8900084007198493],
  rSquared: [0.5269757728807416, 0.7921149533519038],
  winRate: [0.502503786840045, 0.7333401982117536],
  battingAverage: [0.39581601478580125, 0.6336644833456737],
  var95: [0.010421689760720202, null],
};

const intervalOf = (of: Sample, id: string, confidence = 0.95) => {
  const metric = metricOf(id as MetricId);
  const { value } = figure(outcomeOf(of, metric), 0);
  return analyticInterval(
    { sample: of, convention: 'highwater' },
    id as MetricId,
    { value },
    confidence,
  );
};

const registered = [...ANALYTIC_INTERVALS.keys()].filter(isMetricId);

describe('analytic intervals', () => {
  it('are registered for metrics that there are', () => {
    expect(registered).toEqual([...ANALYTIC_INTERVALS.keys()]);
  });

  it.each(registered.filter((id) => id in BY_SCIPY))('of %s is what scipy gives', (id) => {
    const interval = intervalOf(sample, id)!;
    const [low, high] = BY_SCIPY[id]!;
    expect(Math.abs(interval.low! - low)).toBeLessThan(1e-10);
    if (high === null) expect(interval.high).toBeNull();
    else expect(Math.abs(interval.high! - high)).toBeLessThan(1e-10);
  });

  it.each(registered)('of %s hold their estimate, and widen with confidence', (id) => {
    const long = buildSample({
      returns: Array.from({ length: 640 }, (_, i) => returns[i % 64]! + 1e-5 * Math.sin(i)),
      benchmark: Array.from({ length: 640 }, (_, i) => benchmark[i % 64]!),
      riskFree: 0.0001,
    });
    const value = outcomeOf(long, metricOf(id)) as number;
    const [narrow, wide] = [intervalOf(long, id, 0.8)!, intervalOf(long, id, 0.99)!];
    expect(wide.low!).toBeLessThan(narrow.low!);
    expect(narrow.low!).toBeLessThan(value);
    expect(value).toBeLessThan(narrow.high!);
    expect(narrow.high!).toBeLessThan(wide.high!);
  });

  it('are none where there is no value, no closed form, or a definition of others', () => {
    const scope = { sample, convention: 'highwater' } as const;
    expect(analyticInterval(scope, 'sharpe', { value: null }, 0.95)).toBeNull();
    expect(analyticInterval(scope, 'maxDrawdown', { value: -0.1 }, 0.95)).toBeNull();
    const byOthers = METRIC_IDS.filter((id) => analyticIntervalOf(id, 'empyrical') !== undefined);
    for (const id of byOthers) expect(ANALYTIC_INTERVALS.has(id)).toBe(true);
    expect(byOthers).not.toContain('alpha');
  });

  it('of two returns, of three pairs, of constant returns are open or a point', () => {
    const pair = buildSample({ returns: [0.01, 0.02, 0], benchmark: [0.01, 0.03, 0.01] });
    expect(intervalOf(pair, 'correlation')).toEqual({ low: null, high: null });
    expect(intervalOf(pair, 'beta')!.low).toBeLessThan(0);
    const still = buildSample({ returns: [0.01, 0.01, 0.01], benchmark: [0.01, 0.03, 0.01] });
    expect(intervalOf(still, 'volatility')).toEqual({ low: 0, high: 0 });
    expect(intervalOf(still, 'sharpe')).toBeNull();
    const same = buildSample({ returns, benchmark: returns });
    expect(intervalOf(same, 'correlation')).toEqual({ low: 1, high: 1 });
  });
});

describe('coverage on normal returns', () => {
  const TRIALS = 500;
  const [MEAN, DEVIATION, SLOPE, NOISE, BENCHMARK_DEVIATION, N] = [
    4e-4, 0.01, 0.8, 0.006, 0.01, 80,
  ];
  const P = 252;
  const truths: Partial<Record<string, number>> = {
    meanReturn: MEAN,
    meanReturnAnnual: MEAN * P,
    volatility: DEVIATION * Math.sqrt(P),
    sharpe: (MEAN / DEVIATION) * Math.sqrt(P),
    beta: SLOPE,
    alpha: MEAN * P,
    correlation: 0.8,
    rSquared: 0.64,
    trackingError: Math.hypot(0.2 * BENCHMARK_DEVIATION, NOISE) * Math.sqrt(P),
  };
  const generator = Xoshiro128.seeded(20261122);
  /** Box and Muller's. */
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - generator.fraction())) *
    Math.cos(2 * Math.PI * generator.fraction());
  const covered = new Map<string, number>();
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const others = Array.from({ length: N }, () => BENCHMARK_DEVIATION * normal());
    const own = others.map((other) => MEAN + SLOPE * other + NOISE * normal());
    const drawn = buildSample({ returns: own, benchmark: others });
    for (const id of Object.keys(truths).filter(isMetricId)) {
      const { low, high } = intervalOf(drawn, id)!;
      const isCovered = low! <= truths[id]! && truths[id]! <= high!;
      covered.set(id, (covered.get(id) ?? 0) + Number(isCovered));
    }
  }
  // Of 500 trials at 95 %, four standard deviations are 20.
  it.each([...covered])('of %s is about 95 %% (%d of 500)', (_id, count) => {
    expect(Math.abs(count - 475)).toBeLessThanOrEqual(20);
  });
});

describe('coverage of a loss quantile', () => {
  it('is 95 % and a little more, whatever the distribution', () => {
    const generator = Xoshiro128.seeded(7);
    let count = 0;
    for (let trial = 0; trial < 500; trial += 1) {
      const drawn = Array.from({ length: 300 }, () => generator.fraction() ** 3 - 0.5);
      const { low, high } = intervalOf(buildSample({ returns: drawn }), 'var95')!;
      const truth = 0.5 - 0.05 ** 3;
      count += Number(low! <= truth && truth <= high!);
    }
    expect(count).toBeGreaterThan(475 - 20);
    expect(count).toBeLessThan(500);
  });
});
