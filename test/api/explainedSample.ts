import { createHash } from 'node:crypto';
import { ReturnColumn, Sample, type BenchmarkPair } from '../../src/analytics/metrics/sample.js';
import { toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';

export interface ExplainedRow {
  readonly date: string;
  readonly price: number;
  readonly return: number | null;
  readonly benchmarkReturn: number | null;
  readonly riskFree: number | null;
}

/** What an explanation says, as a reader would take it from the JSON. */
export interface Explanation {
  readonly value: number | null;
  readonly n: number;
  readonly reason: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly published: { value: number | null; definition: string } | null;
  readonly definition: Record<string, unknown> | null;
  readonly code: { version: string; definitions: string };
  readonly from: string;
  readonly to: string;
  readonly benchmark: string;
  readonly sample: {
    periodsPerYear: number;
    elapsedDays: number;
    benchmarkReason: string | null;
    benchmarkReturns: number;
    riskFreeReason: string | null;
    riskFreeReturn: number | null;
  };
  readonly inputs: { count: number; sha256: string; rows: ExplainedRow[] | null };
  readonly intermediates: Record<string, unknown>;
}

/** The sample that an explanation's rows are of, made from the answer alone. */
export function sampleOfRows({ sample, inputs }: Explanation): Sample {
  const rows = inputs.rows!;
  const later = rows.slice(1);
  const { riskFreeReturn, riskFreeReason, benchmarkReason, periodsPerYear } = sample;
  const column = (of: readonly ExplainedRow[], field: 'return' | 'benchmarkReturn' | 'riskFree') =>
    Float64Array.from(of, (row) => row[field]!);
  const rates = (of: readonly ExplainedRow[]) =>
    (riskFreeReason as 'no-risk-free-rate' | null) ?? riskFreeReturn ?? column(of, 'riskFree');
  const shared = later.filter(({ benchmarkReturn }) => benchmarkReturn !== null);
  const pair = (): BenchmarkPair => ({
    asset: new ReturnColumn(column(shared, 'return')),
    benchmark: new ReturnColumn(column(shared, 'benchmarkReturn')),
    riskFree: rates(shared),
  });
  return new Sample({
    prices: Float64Array.from(rows, ({ price }) => price),
    dates: Int32Array.from(rows, ({ date }) => toEpochDay(tradingDate(date))),
    returns: new ReturnColumn(column(later, 'return')),
    periodsPerYear,
    riskFree: rates(later),
    benchmark: (benchmarkReason as 'no-benchmark' | null) ?? pair(),
  });
}

/** The hash of rows, reckoned as the document says and with nothing of the program. */
export function hashOfRows(rows: readonly ExplainedRow[]): string {
  const double = (value: number | null): string => {
    if (value === null) return '';
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, false);
    return view.getBigUint64(0, false).toString(16).padStart(16, '0');
  };
  const text = rows
    .map((row) =>
      [
        row.date,
        double(row.price),
        double(row.return),
        double(row.benchmarkReturn),
        double(row.riskFree),
      ].join(','),
    )
    .join('\n');
  return createHash('sha256').update(`${text}\n`).digest('hex');
}
