import { comparisonReport, type ComparisonInput } from '../comparisonReport.js';
import { backtestReport, type ReportChoice } from '../backtestReport.js';
import type { BacktestInput } from '../backtestInput.js';
import { columnsCsv, type CsvColumns } from '../columnsCsv.js';
import { futuresReport, type FuturesInput } from '../futuresReport.js';
import { runBacktest } from '../runBacktest.js';

/** What a reader asked for as she is told it: it stands first in the answer. Plain JSON. */
export type ToldRequest = Readonly<Record<string, unknown>>;

/** A report to be written, as plain data. */
export type ReportJob = { readonly request: ToldRequest; readonly format: 'json' | 'csv' } & (
  | { readonly kind: 'backtest'; readonly input: BacktestInput; readonly choice: ReportChoice }
  | { readonly kind: 'comparison'; readonly input: ComparisonInput }
  | { readonly kind: 'futures'; readonly input: FuturesInput }
);

/** A report, and its table where it is to be one. */
interface Written {
  readonly report: object;
  readonly columns: CsvColumns;
}

/**
 * Runs what is asked for and writes it: JSON, the request first, or the table as CSV. The same job
 * gives the same bytes on any machine.
 *
 * @throws HighwaterError as `runBacktest`, `comparisonReport` and `futuresReport`
 */
export function reportBytes(job: ReportJob): Uint8Array<ArrayBuffer> {
  const { report, columns } = writtenOf(job);
  const text =
    job.format === 'csv'
      ? columnsCsv(columns)
      : JSON.stringify({ request: job.request, ...report });
  return new TextEncoder().encode(text);
}

function writtenOf(job: ReportJob): Written {
  switch (job.kind) {
    case 'backtest': {
      const choice = job.format === 'csv' ? SERIES_ALONE : job.choice;
      const report = backtestReport(runBacktest(job.input), choice);
      const { benchmark = null, ...series } = report.series ?? {};
      return { report, columns: { ...series, ...(benchmark === null ? {} : { benchmark }) } };
    }
    case 'comparison': {
      const report = comparisonReport(job.input);
      return { report, columns: { date: report.series.date, ...report.series.growth } };
    }
    case 'futures': {
      const report = futuresReport(job.input);
      return { report, columns: report.percentiles };
    }
  }
}

const SERIES_ALONE: ReportChoice = { parts: ['series'], metrics: [] };
