import { HighwaterError } from '../../../domain/errors.js';
import { FREQUENCIES } from '../../../domain/resample.js';
import { Schedule } from '../schedule.js';
import type { PathPrices } from './pathPrices.js';

/** When a path returns to its weights: at the close of the last session of each period. */
export const REBALANCES = ['none', ...FREQUENCIES] as const;
export type Rebalance = (typeof REBALANCES)[number];

/** Values of all paths of one job together: 400 MB. */
export const PATH_VALUES_MAX = 50_000_000;
/** Closes of one job: what the memory of compiled loops has room for. */
export const PATH_CLOSES_MAX = 3_000_000;
/** Basis points of traded value that a trade may cost. */
export const COST_BPS_MAX = 1_000;

/** Weights may add up to this little more than 1: what rounding makes of them. */
const WEIGHT_SLACK = 1e-9;

/** What is asked for: how each of several vectors of weights would have done. */
export interface PathRequest {
  readonly prices: PathPrices;
  /** Vector after vector, one weight per asset: from 0 to 1, in sum at most 1; the rest is cash. */
  readonly weights: Float64Array;
  readonly rebalance: Rebalance;
  /** Of traded value, the first purchase included. */
  readonly costBps: number;
  /** What each path begins with, before the costs of its first purchase. */
  readonly initialCapital: number;
}

/** A request that is ready to compute; threads can be given it as it is. */
export interface PathJob {
  readonly closes: Float64Array;
  readonly width: number;
  readonly sessions: number;
  /** Vector after vector, as wide as a row of closes. */
  readonly weights: Float64Array;
  readonly vectors: number;
  /** The sessions that are traded on, the first purchase at 0. */
  readonly trades: Int32Array;
  readonly costRate: number;
  readonly initialCapital: number;
}

/**
 * @throws HighwaterError PATHS_EMPTY (no session or no vector), BAD_WEIGHTS, BAD_COSTS,
 *   BAD_CAPITAL, PATHS_TOO_COSTLY
 */
export function pathJob(request: PathRequest): PathJob {
  const { prices, rebalance, costBps, initialCapital } = request;
  const sessions = prices.dates.length;
  const weights = paddedWeights(request);
  const vectors = weights.length / prices.width;
  if (!(sessions > 0 && vectors > 0)) {
    throw refused('PATHS_EMPTY', 'A path needs a session and a vector of weights at least.');
  }
  if (vectors * sessions > PATH_VALUES_MAX) {
    const values = `${vectors} paths of ${sessions} sessions`;
    throw refused('PATHS_TOO_COSTLY', `${values} are more than ${PATH_VALUES_MAX} values.`);
  }
  if (prices.closes.length > PATH_CLOSES_MAX) {
    const closes = `${prices.symbols.length} assets on ${sessions} sessions`;
    throw refused('PATHS_TOO_COSTLY', `${closes} have more than ${PATH_CLOSES_MAX} closes.`);
  }
  if (!(costBps >= 0 && costBps <= COST_BPS_MAX)) {
    throw refused('BAD_COSTS', `Costs are from 0 to ${COST_BPS_MAX} basis points, not ${costBps}.`);
  }
  if (!(initialCapital > 0 && initialCapital < Infinity)) {
    throw refused('BAD_CAPITAL', `A path begins with a positive amount, not ${initialCapital}.`);
  }
  return {
    closes: prices.closes,
    width: prices.width,
    sessions,
    weights,
    vectors,
    trades: tradesOf(prices.dates, rebalance),
    costRate: costBps / 10_000,
    initialCapital,
  };
}

/** The first session, and every later one that ends a period. */
function tradesOf(dates: Int32Array, rebalance: Rebalance): Int32Array {
  if (rebalance === 'none') return Int32Array.of(0);
  const schedule = new Schedule(dates);
  const isTraded = (i: number): boolean => i === 0 || schedule.isEnd(rebalance, i);
  return Int32Array.from(dates.keys()).filter(isTraded);
}

function paddedWeights({ prices, weights }: PathRequest): Float64Array {
  const assets = prices.symbols.length;
  if (assets === 0 || weights.length % assets !== 0) {
    throw refused('BAD_WEIGHTS', `Give ${assets} weights for each path, one per asset.`);
  }
  const vectors = weights.length / assets;
  const padded = new Float64Array(vectors * prices.width);
  for (let vector = 0; vector < vectors; vector += 1) {
    const own = weights.subarray(vector * assets, (vector + 1) * assets);
    let sum = 0;
    for (const weight of own) {
      if (!(weight >= 0 && weight <= 1)) throw badWeights(vector, own);
      sum += weight;
    }
    if (sum > 1 + WEIGHT_SLACK) throw badWeights(vector, own);
    padded.set(own, vector * prices.width);
  }
  return padded;
}

function badWeights(vector: number, weights: Float64Array): HighwaterError {
  return refused(
    'BAD_WEIGHTS',
    `The weights of path ${vector + 1} are to be from 0 to 1 and to add up to 1 at most.`,
    { weights: [...weights] },
  );
}

function refused(code: string, message: string, detail = {}): HighwaterError {
  return new HighwaterError(code, 'usage', message, detail);
}
