import { describe, expect, it } from '@jest/globals';
import { buildSample, type SampleShape } from '../../../../test/builders/sample.js';
import { shapedCases } from '../../../../test/builders/shapes.js';
import { SYNTHETIC_SERIES } from '../../../../test/conventions/syntheticSeries.js';
import { ratePerPeriod } from '../annualisation.js';
import { evaluate } from '../evaluate.js';
import type { Figure } from '../figure.js';
import { isMetricId, type MetricId } from '../registry.js';
import { LIBRARIES } from './libraries.js';
import { LIBRARY_NAMES, type Library, type SameAsOurs, type Variant } from './variant.js';

const idsOf = (library: Library): MetricId[] =>
  Object.keys(LIBRARIES[library]).filter((id) => isMetricId(id));

function figuresOf(shape: SampleShape, library: Library): [MetricId, Figure][] {
  const figures = evaluate(buildSample(shape), idsOf(library), library);
  return Object.entries(figures) as [MetricId, Figure][];
}

const synthetic = (name: string): SampleShape => SYNTHETIC_SERIES[name]!;

const isOfValue = ({ value, reason }: Figure): boolean =>
  value === null ? reason !== null : Number.isFinite(value) && !Object.is(value, -0);

const isSame = (a: Figure, b: Figure): boolean =>
  a.value === null || b.value === null
    ? a.value === b.value
    : Math.abs(a.value - b.value) <= 1e-9 * Math.abs(a.value);

describe.each(LIBRARY_NAMES)('the convention of %s', (library) => {
  const definitions = Object.entries(LIBRARIES[library]) as [string, Variant | SameAsOurs][];

  it('is of metrics that there are', () => {
    expect(Object.keys(LIBRARIES[library]).filter((id) => !isMetricId(id))).toEqual([]);
  });

  it('tells of each definition all that a reader needs', () => {
    const isBlank = (text: string): boolean => text.trim() === '';
    for (const [id, definition] of definitions) {
      const texts = [definition.name, definition.source];
      if (!('isOurs' in definition)) {
        const { difference, formula, latex, sign, minimumSample } = definition;
        texts.push(formula, latex, sign);
        expect([id, difference]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
        expect([id, minimumSample > 0]).toEqual([id, true]);
      }
      expect([id, texts.filter(isBlank)]).toEqual([id, []]);
    }
  });

  it('gives a number or says why not, whatever the returns', () => {
    for (const { name, returns, benchmark } of shapedCases()) {
      for (const [id, figure] of figuresOf({ returns, benchmark, riskFreeRate: 0.02 }, library)) {
        expect([name, id, isOfValue(figure) ? 'fine' : figure]).toEqual([name, id, 'fine']);
      }
    }
  });

  const EDGES: Readonly<Record<string, number[]>> = {
    nothing: [],
    'one gain': [0.01],
    'one loss': [-0.01],
    'two zeros': [0, 0],
    'thirty zeros': new Array<number>(30).fill(0),
    'thirty equal gains': new Array<number>(30).fill(0.01),
    'thirty equal losses': new Array<number>(30).fill(-0.01),
    'gains and zeros': Array.from({ length: 40 }, (_, i) => (i % 3) / 100),
    'losses and zeros': Array.from({ length: 40 }, (_, i) => (0 - (i % 3)) / 100 + 0),
    'doubling past all years': new Array<number>(900).fill(1),
  };

  it.each(Object.entries(EDGES))('gives a number or says why not: %s', (_, returns) => {
    for (const benchmark of [
      returns,
      returns.map((x, i) => x + (i % 2) / 50),
      'no-benchmark',
    ] as const) {
      for (const riskFreeRate of [0, 0.02, -0.01]) {
        for (const [id, figure] of figuresOf({ returns, benchmark, riskFreeRate }, library)) {
          expect([id, isOfValue(figure) ? 'fine' : figure]).toEqual([id, 'fine']);
        }
      }
    }
  });

  it('takes a series of rates as it takes one that never changes', () => {
    const shape = synthetic('daily');
    const perDay = ratePerPeriod(0.02, 252);
    const constant = figuresOf({ ...shape, riskFree: perDay }, library);
    const series = new Float64Array(shape.returns.length).fill(perDay);
    const varying = new Map(figuresOf({ ...shape, riskFree: series }, library));
    for (const [id, figure] of constant) {
      const other = varying.get(id)!;
      // A library may have no definition for rates that move.
      if (other.reason === 'not-in-convention') continue;
      expect([id, isSame(figure, other) ? figure.value : other]).toEqual([id, figure.value]);
    }
  });
});

/** A part of a synthetic history: returns `from` up to `to`, the base before them. */
function part(name: string, from: number, to: number): SampleShape {
  const { basis, dates, returns, benchmark } = SYNTHETIC_SERIES[name]!;
  return {
    basis,
    dates: dates.slice(from, to + 1),
    returns: returns.slice(from, to),
    benchmark: benchmark.slice(from, to),
  };
}

const withReturns = (shape: SampleShape, returns: number[]): SampleShape => ({
  ...shape,
  returns,
  benchmark: Float64Array.from(shape.benchmark as Float64Array),
});

/** Histories between them tell every variant from ours. */
const TELLING: readonly SampleShape[] = [
  ...['daily', 'monthly'].flatMap((name) =>
    [0, 0.02, -0.005].map((riskFreeRate) => ({ ...synthetic(name), riskFreeRate })),
  ),
  synthetic('short'),
  // Risk-free returns that move.
  {
    ...synthetic('daily'),
    riskFree: Float64Array.from({ length: 2950 }, (_, i) => (i % 50) / 200_000),
  },
  // Histories a little shorter than ten, five and three years; months that end in February.
  part('daily', 500, 2950),
  part('daily', 1780, 2950),
  part('daily', 2250, 2950),
  part('monthly', 0, 61),
  // Some days of one month.
  part('daily', 0, 8),
  // Losses rarer than one in twenty; one fall, from the first return on.
  withReturns(
    part('daily', 0, 100),
    [...Array(100).keys()].map((i) => (i % 33 ? 0.001 * (1 + (i % 7)) : -0.002)),
  ),
  withReturns(
    part('daily', 0, 100),
    [...Array(100).keys()].map((i) => (i ? 0.0001 * (i % 7) : -0.2)),
  ),
  // A first and a last month, and such years, that outdo those between.
  ...[1, -1].map((sign) =>
    withReturns(
      part('daily', 0, 600),
      [...Array(600).keys()].map((i) => (i < 5 || i > 595 ? sign * 0.02 : sign * 0.0001 * (i % 3))),
    ),
  ),
];

describe('what is said to differ', () => {
  it.each(LIBRARY_NAMES)('does: %s', (library) => {
    const definitions = Object.entries(LIBRARIES[library]) as [string, Variant | SameAsOurs][];
    const variants = definitions.filter(([, definition]) => !('isOurs' in definition));
    const same = new Set(variants.map(([id]) => id).filter(isMetricId));
    for (const shape of TELLING) {
      const sample = buildSample(shape);
      const ids = [...same];
      const ours = evaluate(sample, ids);
      const theirs = evaluate(sample, ids, library);
      for (const id of ids) if (!isSame(ours[id], theirs[id])) same.delete(id);
    }
    expect([...same]).toEqual([]);
  });
});
