import type { MissingReason } from '../metrics/figure.js';
import { momentsOf, sampleCovariance, type Moments } from '../metrics/kernels/moments.js';
import type { Sample } from '../metrics/sample.js';

/** `up`: the benchmark rose; `down`: it fell; `all`: every shared period, unchanged ones too. */
export const MARKETS = ['up', 'down', 'all'] as const;
export type Market = (typeof MARKETS)[number];

/** How an asset did while its benchmark went one way. Rates per period unless they say otherwise. */
export interface MarketRow {
  readonly market: Market;
  readonly periods: number;
  readonly meanReturn: number | null;
  readonly benchmarkMeanReturn: number | null;
  /** Compounded over the periods of this market alone. */
  readonly totalReturn: number | null;
  readonly benchmarkTotalReturn: number | null;
  /** The mean return over the benchmark's; null where that is 0. */
  readonly capture: number | null;
  /** Share of the periods in which the asset earned more than 0. */
  readonly winRate: number | null;
  /** Share of the periods in which the asset did better than its benchmark. */
  readonly battingAverage: number | null;
  /** Of the periods of this market alone; null below 3 periods or without variance. */
  readonly beta: number | null;
}

const BETA_PERIODS_MIN = 3;

const BELONGS: Readonly<Record<Market, (benchmark: number) => boolean>> = {
  up: (benchmark) => benchmark > 0,
  down: (benchmark) => benchmark < 0,
  all: () => true,
};

/**
 * An asset in rising and in falling markets of its benchmark, on the periods that both have.
 *
 * @returns a row per market, or why there is none
 * @throws HighwaterError INTERNAL_ASSERTION when a return is not finite
 */
export function upDownMarkets({ benchmark: pair }: Sample): MarketRow[] | MissingReason {
  if (typeof pair === 'string') return pair;
  const [asset, benchmark] = [pair.asset.values, pair.benchmark.values];
  return MARKETS.map((market) => {
    const isIn = (_: number, i: number): boolean => BELONGS[market](benchmark[i] as number);
    return marketRow(market, asset.filter(isIn), benchmark.filter(isIn));
  });
}

function marketRow(market: Market, asset: Float64Array, benchmark: Float64Array): MarketRow {
  const n = asset.length;
  const share = (count: number): number | null => (n === 0 ? null : count / n);
  const wins = asset.filter((value) => value > 0).length;
  const beats = asset.filter((value, i) => value > (benchmark[i] as number)).length;
  const head = { market, periods: n, winRate: share(wins), battingAverage: share(beats) };
  if (n === 0) {
    const none = { meanReturn: null, benchmarkMeanReturn: null, capture: null, beta: null };
    return { ...head, ...none, totalReturn: null, benchmarkTotalReturn: null };
  }
  const [own, other] = [momentsOf(asset), momentsOf(benchmark)];
  return {
    ...head,
    meanReturn: own.mean,
    benchmarkMeanReturn: other.mean,
    totalReturn: compounded(asset),
    benchmarkTotalReturn: compounded(benchmark),
    capture: other.mean === 0 ? null : own.mean / other.mean,
    beta: betaOf({ values: asset, ...own }, { values: benchmark, ...other }),
  };
}

type Column = Moments & { readonly values: Float64Array };

function betaOf(asset: Column, benchmark: Column): number | null {
  if (asset.n < BETA_PERIODS_MIN || benchmark.isConstant) return null;
  return asset.isConstant ? 0 : sampleCovariance(asset, benchmark) / benchmark.variance;
}

function compounded(returns: Float64Array): number {
  return Math.expm1(returns.reduce((sum, value) => sum + Math.log1p(value), 0));
}
