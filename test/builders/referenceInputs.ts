import type { PriceSeries } from '../../src/domain/priceSeries.js';
import { addDays, toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import { sampleWindow } from '../../src/analytics/frames/figures.js';
import { compound, type RiskFree, type Sample } from '../../src/analytics/metrics/sample.js';
import { buildSample } from './sample.js';

/** What figures of reference data are computed from: the whole history, and a sample of it. */
export interface ReferenceInputs {
  readonly series: PriceSeries;
  readonly sample: Sample;
}

interface DatedRows {
  readonly dates: Int32Array;
  /** One cell per date. */
  readonly column: (name: string) => readonly string[];
}

function datedRows(csv: string): DatedRows {
  const [head = '', ...lines] = csv.trim().split('\n');
  const names = head.trim().split(',');
  const rows = lines.map((line) => line.trim().split(','));
  return {
    dates: Int32Array.from(rows, ([date = '']) => toEpochDay(tradingDate(date))),
    column: (name) => rows.map((row) => row[names.indexOf(name)] ?? ''),
  };
}

function seriesOf(dates: Int32Array, prices: Float64Array): PriceSeries {
  return { dates, close: prices, adjustedClose: prices, volume: new Float64Array(dates.length) };
}

/** A column of prices of a CSV of dated rows. */
export function priceColumn(csv: string, name: string): PriceSeries {
  const { dates, column } = datedRows(csv);
  return seriesOf(dates, Float64Array.from(column(name), Number));
}

/** A daily history and its sample beside a benchmark, on the dates that both have. */
export function dailyInputs(series: PriceSeries, benchmark: PriceSeries): ReferenceInputs {
  const { sample } = sampleWindow({ series, benchmark, riskFree: 0 }, { window: 'max' });
  if (sample === null) throw new Error('the history is empty');
  return { series, sample };
}

/**
 * A column of monthly returns dated by month ends, over the rows that it has, beside a benchmark
 * and risk-free returns of the same file.
 */
export function monthlyInputs(
  csv: string,
  name: string,
  benchmark: string | null,
  riskFree: string | null,
): ReferenceInputs {
  const { dates, column } = datedRows(csv);
  const cells = column(name);
  const rows = [...cells.keys()].filter((i) => cells[i] !== '');
  const pick = (other: string): Float64Array => {
    const values = column(other);
    return Float64Array.from(rows, (i) => Number(values[i]));
  };
  const ends = rows.map((i) => dates[i] ?? 0);
  const returns = pick(name);
  const prices = compound(returns);
  const dated = Int32Array.from([dayBeforeMonthOf(ends[0] ?? 0), ...ends]);
  const rates: RiskFree = riskFree === null ? 0 : pick(riskFree);
  const sample = buildSample({
    returns,
    benchmark: benchmark === null ? 'no-benchmark' : pick(benchmark),
    riskFree: rates,
    basis: 'monthly',
    prices,
    dates: dated,
  });
  return { series: seriesOf(dated, prices), sample };
}

function dayBeforeMonthOf(day: number): number {
  const date = new Date(day * 86_400_000).toISOString();
  return toEpochDay(addDays(tradingDate(`${date.slice(0, 7)}-01`), -1));
}
