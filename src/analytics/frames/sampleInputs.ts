import { lastIndexBefore } from '../../domain/adjustment.js';
import type { Sample } from '../metrics/sample.js';
import { sampleWindow, type SampledWindow } from './figures.js';
import { prepare, type SampleRequest } from './sampling.js';
import type { Range } from './windowSlice.js';

/** What a sample consists of, columns side by side: enough to build it again, bit for bit. */
export interface SampleInputs {
  /** Days since 1970, the base first. */
  readonly dates: Int32Array;
  /** Total-return prices, one per date. */
  readonly prices: Float64Array;
  /** One fewer than prices: earned from the date before to this one. */
  readonly returns: Float64Array;
  /** The benchmark's of the same periods; null in those that it lacks, and without a benchmark. */
  readonly benchmarkReturns: readonly (number | null)[];
  /** Of the same periods; null where there is no rate. */
  readonly riskFreeReturns: readonly (number | null)[];
}

/** A part of a history with its sample's columns; null where there is no sample. */
export interface InputWindow extends SampledWindow {
  readonly inputs: SampleInputs | null;
}

/**
 * The sample of a part of a history, and the columns that it was made of.
 *
 * @throws HighwaterError as {@link sampleWindow}
 */
export function sampleInputs(request: SampleRequest, range: Range): InputWindow {
  const window = sampleWindow(request, range);
  const { sample } = window;
  if (sample === null) return { ...window, inputs: null };
  const { dates, prices, returns, riskFree } = sample;
  const rateAt = (i: number): number | null => {
    if (typeof riskFree === 'string') return null;
    return typeof riskFree === 'number' ? riskFree : (riskFree[i] as number);
  };
  const inputs: SampleInputs = {
    dates,
    prices,
    returns: returns.values,
    benchmarkReturns: benchmarkReturns(request, range, sample),
    riskFreeReturns: Array.from(returns.values, (_, i) => rateAt(i)),
  };
  return { ...window, inputs };
}

/** The benchmark's return beside each of the sample's, matched by period as the sample's own are. */
function benchmarkReturns(request: SampleRequest, range: Range, sample: Sample): (number | null)[] {
  const { aligned, prices } = prepare(request, range.to);
  const none = Array.from(sample.returns.values, () => null);
  if (aligned === null) return none;
  const baseIndex = lastIndexBefore(prices.dates, (sample.dates[0] as number) + 1);
  let next = lastIndexBefore(aligned.dates, (prices.periods[baseIndex] as number) + 1) + 1;
  return none.map((_, i) => {
    if (aligned.dates[next] !== prices.periods[baseIndex + 1 + i]) return null;
    next += 1;
    return aligned.benchmark[next - 1] as number;
  });
}
