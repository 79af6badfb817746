import { beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  differing,
  OURS,
  within,
  type Case,
  type Closeness,
} from '../../../test/builders/referenceCases.js';
import {
  dailyInputs,
  monthlyInputs,
  priceColumn,
  type ReferenceInputs,
} from '../../../test/builders/referenceInputs.js';
import { describeWithSharedData, sharedData } from '../../../test/setup/sharedData.js';

const DATA = sharedData('data') ?? '';
const read = (path: string): string => readFileSync(`${DATA}/${path}`, 'utf8');

interface Reference {
  readonly tolerance: number;
  readonly cases: readonly Case[];
}
const referenceOf = (name: string): Reference =>
  JSON.parse(read(`reference/performanceanalytics_${name}.json`)) as Reference;

/**
 * Not reproduced to their tolerance, but to within 1 %: prices that come back exactly to their
 * peak. We end the fall there; the library multiplies returns up, and how that rounds decides.
 */
const DECIDED_BY_ROUNDING = [
  'SPY average_drawdown_length',
  'SPY average_recovery',
  'AGG average_drawdown',
  'AGG average_drawdown_length',
  'AGG average_recovery',
  'AGG drawdown_deviation',
  'XLF average_drawdown',
  'XLF average_drawdown_length',
  'XLF average_recovery',
  'XLF drawdown_deviation',
];

describeWithSharedData('figures against PerformanceAnalytics on real ETFs', () => {
  let reference: Reference;
  const inputs = new Map<string, ReferenceInputs>();
  const inputsOf = ({ asset }: Case): ReferenceInputs => inputs.get(asset)!;

  beforeAll(() => {
    reference = referenceOf('etf_daily');
    const pricesOf = (asset: string) => priceColumn(read(`prices/${asset}.csv`), 'adj_close');
    const benchmark = pricesOf('SPY');
    for (const asset of new Set(reference.cases.map((one) => one.asset))) {
      inputs.set(asset, dailyInputs(pricesOf(asset), benchmark));
    }
  });

  it('agree case by case', () => {
    expect(reference.cases.length).toBe(350);
    const apart = differing(reference.cases, inputsOf, within(reference.tolerance));
    const isTold = ({ asset, metric }: Case) => DECIDED_BY_ROUNDING.includes(`${asset} ${metric}`);
    expect(apart.filter((one) => !isTold(one))).toEqual([]);
    expect(apart.length).toBe(DECIDED_BY_ROUNDING.length);
    expect(differing(apart, inputsOf, within(0.01))).toEqual([]);
  });

  it('are ours but for sign and scale where the definitions meet', () => {
    const shared = reference.cases.filter(({ metric }) => metric in OURS);
    expect(new Set(shared.map(({ metric }) => metric))).toEqual(new Set(Object.keys(OURS)));
    expect(differing(shared, inputsOf, within(reference.tolerance), OURS)).toEqual([]);
  });
});

describeWithSharedData('figures against PerformanceAnalytics on monthly returns', () => {
  let csv: string;
  const made = new Map<string, ReferenceInputs>();

  beforeAll(() => {
    csv = read('reference/inputs/managers_monthly_returns.csv');
  });

  /** With the rates of the file where the case has them, and without any otherwise. */
  function inputsOf({ asset, metric, parameters }: Case): ReferenceInputs {
    const hasRates = String(parameters.Rf).startsWith('US 3m TR') || metric.includes('rf3m');
    const benchmark = parameters.benchmark ?? null;
    const key = [asset, benchmark, hasRates].join();
    const inputs =
      made.get(key) ?? monthlyInputs(csv, asset, benchmark, hasRates ? 'US 3m TR' : null);
    made.set(key, inputs);
    return inputs;
  }

  it('agree with what its functions give, case by case', () => {
    const { cases, tolerance } = referenceOf('managers');
    expect(cases.length).toBe(622);
    expect(differing(cases, inputsOf, within(tolerance))).toEqual([]);
  });

  it('agree with what its manual prints, to the digits printed', () => {
    const { cases, tolerance } = referenceOf('managers_published');
    expect(cases.length).toBe(115);
    const close: Closeness = (value, expected) => Math.abs(value - expected) <= tolerance;
    expect(differing(cases, inputsOf, close)).toEqual([]);
  });
});
