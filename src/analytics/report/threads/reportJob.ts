import { comparisonReport, type ComparisonInput } from '../comparisonReport.js';
import { PLAIN_PARTS, reportWith, type ReportChoice } from '../backtestReport.js';
import type { BacktestInput } from '../backtestInput.js';
import { columnsCsv, type CsvColumns } from '../columnsCsv.js';
import { equitySeries } from '../equitySeries.js';
import { futuresReport, type FuturesInput } from '../futuresReport.js';
import { runBacktest } from '../runBacktest.js';
import { ByteText } from '../text/byteText.js';
import { WRITTEN_PARTS } from '../text/writtenParts.js';

/** What a reader asked for as she is told it: it stands first in the answer. Plain JSON. */
export type ToldRequest = Readonly<Record<string, unknown>>;

/** A report to be written, as plain data. */
export type ReportJob = { readonly request: ToldRequest; readonly format: 'json' | 'csv' } & (
  | { readonly kind: 'backtest'; readonly input: BacktestInput; readonly choice: ReportChoice }
  | { readonly kind: 'comparison'; readonly input: ComparisonInput }
  | { readonly kind: 'futures'; readonly input: FuturesInput }
);

const PARTS = { ...PLAIN_PARTS, ...WRITTEN_PARTS };

/**
 * Runs what is asked for and writes it: JSON, the request first, or the table as CSV. The same job
 * gives the same bytes on any machine. There is room for an envelope around them: `ROOM_BYTES`.
 *
 * @throws HighwaterError as `runBacktest`, `comparisonReport` and `futuresReport`
 */
export function reportBytes(job: ReportJob): Uint8Array<ArrayBuffer> {
  const text = new ByteText();
  if (job.format === 'csv') text.utf8(columnsCsv(columnsOf(job)));
  else text.object({ request: job.request, ...reportOf(job) });
  return text.finish();
}

function reportOf(job: ReportJob): object {
  switch (job.kind) {
    case 'backtest':
      return reportWith(PARTS, runBacktest(job.input), job.choice);
    case 'comparison':
      return comparisonReport(job.input);
    case 'futures':
      return futuresReport(job.input);
  }
}

function columnsOf(job: ReportJob): CsvColumns {
  switch (job.kind) {
    case 'backtest': {
      const { benchmark, ...series } = equitySeries(runBacktest(job.input));
      return { ...series, ...(benchmark === null ? {} : { benchmark }) };
    }
    case 'comparison': {
      const { date, growth } = comparisonReport(job.input).series;
      return { date, ...growth };
    }
    case 'futures':
      return futuresReport(job.input).percentiles;
  }
}
