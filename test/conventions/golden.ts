import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LIBRARIES } from '../../src/analytics/metrics/conventions/libraries.js';
import type { Library } from '../../src/analytics/metrics/conventions/variant.js';
import type { Figure, MissingReason } from '../../src/analytics/metrics/figure.js';
import { evaluate } from '../../src/analytics/metrics/evaluate.js';
import type { MetricId } from '../../src/analytics/metrics/registry.js';
import { toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import { buildSample } from '../builders/sample.js';
import { describeWithSharedData, sharedData } from '../setup/sharedData.js';
import { ROOT } from '../tidy/project.js';
import { SYNTHETIC_SERIES, type GoldenSeries } from './syntheticSeries.js';

/** What a library's own functions gave; null for NaN and the infinities. */
interface GoldenCase {
  readonly series: string;
  readonly riskFreeRate: number;
  readonly values: Readonly<Record<string, number | null>>;
}
interface Golden {
  readonly cases: readonly GoldenCase[];
}

/** A number of the library's in whose place we say why there is none. */
export interface NotAnswered {
  readonly id: string;
  readonly series: string;
  readonly missing: MissingReason;
  readonly because: string;
}

const TOLERANCE = 1e-10;
const [FROM, TO] = ['2010-12-31', '2023-12-29'];

interface Closes {
  readonly dates: Int32Array;
  readonly prices: Float64Array;
}

const closesBySymbol = new Map<string, Closes>();

/** The adjusted closes of an ETF, read once. */
function closesOf(symbol: string): Closes {
  const closes = closesBySymbol.get(symbol) ?? readCloses(symbol);
  closesBySymbol.set(symbol, closes);
  return closes;
}

function readCloses(symbol: string): Closes {
  const [head = '', ...lines] = readFileSync(sharedData(`data/prices/${symbol}.csv`) ?? '', 'utf8')
    .trim()
    .split('\n');
  const index = head.split(',').indexOf('adj_close');
  const rows = lines.map((line) => line.split(',')).filter(([day]) => day! >= FROM && day! <= TO);
  return {
    dates: Int32Array.from(rows, ([day]) => toEpochDay(tradingDate(day!))),
    prices: Float64Array.from(rows, (row) => Number(row[index])),
  };
}

const returnsOf = (prices: Float64Array): Float64Array =>
  prices.subarray(1).map((price, i) => (price - prices[i]!) / prices[i]!);

function etf(symbol: string): GoldenSeries {
  const { dates, prices } = closesOf(symbol);
  const market = closesOf('SPY');
  expect(market.dates).toEqual(dates);
  const [returns, benchmark] = [returnsOf(prices), returnsOf(market.prices)];
  return { basis: 'daily', dates, prices, returns, benchmark };
}

function figuresOf(
  series: GoldenSeries,
  { riskFreeRate, values }: GoldenCase,
  library: Library,
): Record<string, Figure> {
  const { dates, returns, benchmark, basis, prices } = series;
  const path = prices === undefined ? {} : { prices };
  const sample = buildSample({ dates, returns, benchmark, basis, riskFreeRate, ...path });
  return evaluate(sample, Object.keys(values) as MetricId[], library);
}

/** The minimum sample of a definition that is ours holds; a variant has no more than the library. */
function isGated(library: Library, id: string, { reason }: Figure): boolean {
  const definition = LIBRARIES[library][id];
  return definition !== undefined && 'isOurs' in definition && reason === 'too-few-observations';
}

/** Why a figure cannot be had that libraries say 0 of. */
const SAID_AS_ZERO: ReadonlySet<string | null> = new Set([
  'zero-tracking-error',
  'zero-variance',
  'zero-beta',
  'no-losses',
]);

/** What is wrong with a figure, or null. */
function fault(figure: Figure, expected: number | null): string | null {
  if (expected === 0 && SAID_AS_ZERO.has(figure.reason)) return null;
  if (expected === null) return figure.value === null ? null : `${figure.value}, theirs is NaN`;
  if (figure.value === null) return `${figure.reason}, theirs is ${expected}`;
  const isClose = Math.abs(figure.value - expected) <= TOLERANCE * Math.abs(expected);
  return isClose ? null : `${figure.value}, theirs is ${expected}`;
}

/** Holds a library's convention to the numbers that the library itself gave. */
export function describeGolden(library: Library, notAnswered: readonly NotAnswered[] = []): void {
  const path = join(ROOT, `src/analytics/metrics/conventions/${library}/golden.json`);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as Golden;
  const isSynthetic = ({ series }: GoldenCase): boolean => series in SYNTHETIC_SERIES;

  const holds = (one: GoldenCase, series: GoldenSeries): void => {
    const figures = figuresOf(series, one, library);
    const faults = Object.entries(one.values).flatMap(([id, expected]) => {
      const figure = figures[id]!;
      if (isGated(library, id, figure)) return [];
      const known = notAnswered.find((it) => it.id === id && it.series === one.series);
      if (known !== undefined) return figure.reason === known.missing ? [] : [`${id} is answered`];
      const wrong = fault(figure, expected);
      return wrong === null ? [] : [`${id} is ${wrong}`];
    });
    expect(faults).toEqual([]);
  };

  const name = '$series at a risk-free rate of $riskFreeRate';
  describe(`${library}'s own numbers, to ${TOLERANCE}`, () => {
    it.each(cases.filter(isSynthetic))(name, (one) => {
      holds(one, SYNTHETIC_SERIES[one.series]!);
    });

    it('cover every definition, each by a value that no gate lets off', () => {
      const series = SYNTHETIC_SERIES['daily']!;
      const covered = cases
        .filter((one) => one.series === 'daily')
        .flatMap((one) => {
          const figures = figuresOf(series, one, library);
          return Object.keys(one.values).filter((id) => figures[id]!.value !== null);
        });
      expect(new Set(covered)).toEqual(new Set(Object.keys(LIBRARIES[library])));
    });
  });

  describeWithSharedData(`${library}'s own numbers on ETFs, to ${TOLERANCE}`, () => {
    it.each(cases.filter((one) => !isSynthetic(one)))(name, (one) => {
      holds(one, etf(one.series));
    });
  });
}
