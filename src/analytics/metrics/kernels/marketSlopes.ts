import type { Outcome } from '../figure.js';
import { ReturnColumn, type BenchmarkPair, type Kernel } from '../sample.js';
import { deviationsOf, slopeOn } from './deviations.js';
import { finitePair } from './finitePair.js';

/** Common periods that a slope over some of them takes at least, as beta does over all. */
const PERIODS_MIN = 3;

/** The asset's slope on its benchmark over the periods in which that rose. Needs a benchmark. */
export const slopeInRises: Kernel<Outcome> = (sample) => {
  const { n, slope } = slopeWhere(sample.of(finitePair), (benchmarkReturn) => benchmarkReturn > 0);
  return n === 0 ? 'no-up-market' : slope;
};

/** The asset's slope on its benchmark over the periods in which that fell. Needs a benchmark. */
export const slopeInFalls: Kernel<Outcome> = (sample) => {
  const { n, slope } = slopeWhere(sample.of(finitePair), (benchmarkReturn) => benchmarkReturn < 0);
  return n === 0 ? 'no-down-market' : slope;
};

function slopeWhere(
  pair: BenchmarkPair,
  isMeant: (benchmarkReturn: number) => boolean,
): { readonly n: number; readonly slope: Outcome } {
  const { values } = pair.benchmark;
  const asset = new Float64Array(values.length);
  const benchmark = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    asset[n] = pair.asset.values[i] as number;
    benchmark[n] = value;
    n += Number(isMeant(value));
  }
  const slope = slopeOf(
    new ReturnColumn(asset.subarray(0, n)),
    new ReturnColumn(benchmark.subarray(0, n)),
  );
  return { n, slope };
}

function slopeOf(asset: ReturnColumn, benchmark: ReturnColumn): Outcome {
  if (benchmark.values.length < PERIODS_MIN) return 'too-few-observations';
  if (benchmark.moments.isConstant) return 'zero-variance-of-benchmark';
  if (asset.moments.isConstant) return 0;
  return slopeOn(deviationsOf(benchmark), deviationsOf(asset)) + 0;
}
