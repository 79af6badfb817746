import { excessReturns } from '../kernels/excess.js';
import { pairOf, ReturnColumn, type Kernel, type Sample } from '../sample.js';
import { chiSquareDeviation } from './chiSquareDeviation.js';
import { correlationInterval, squaredCorrelationInterval } from './fisherCorrelation.js';
import type { AnalyticInterval } from './interval.js';
import { quantileLossInterval } from './orderStatistics.js';
import { interceptInterval, slopeInterval } from './regressionInterval.js';
import { sharpeInterval } from './sharpeInterval.js';
import { studentMean } from './studentMean.js';
import { wilsonShare } from './wilsonShare.js';

const countOfReturns = ({ returns }: Sample): number => returns.values.length;
const countOfPairs = (sample: Sample): number => pairOf(sample).asset.values.length;

/** What the asset earned more than its benchmark, on the dates that both have. */
const activeReturns: Kernel<ReturnColumn> = (sample) => {
  const { asset, benchmark } = pairOf(sample);
  const other = benchmark.values;
  return new ReturnColumn(asset.values.map((value, i) => value - (other[i] as number)));
};

/**
 * The metrics whose interval has a closed form, by id. It holds for our own definition of each;
 * all others are left to the bootstrap.
 */
export const ANALYTIC_INTERVALS: ReadonlyMap<string, AnalyticInterval> = new Map([
  ['meanReturn', studentMean(() => 1)],
  ['meanReturnAnnual', studentMean(({ periodsPerYear }) => periodsPerYear)],
  ['winRate', wilsonShare(countOfReturns)],
  ['volatility', chiSquareDeviation(countOfReturns)],
  ['downsideFrequency', wilsonShare(countOfReturns)],
  ['upsideFrequency', wilsonShare(countOfReturns)],
  ['sharpe', sharpeInterval((sample) => sample.of(excessReturns))],
  ['var95', quantileLossInterval(0.05)],
  ['var99', quantileLossInterval(0.01)],
  ['beta', slopeInterval],
  ['alpha', interceptInterval],
  ['correlation', correlationInterval],
  ['rSquared', squaredCorrelationInterval],
  ['trackingError', chiSquareDeviation(countOfPairs)],
  ['informationRatio', sharpeInterval((sample) => sample.of(activeReturns))],
  ['battingAverage', wilsonShare(countOfPairs)],
]);
