import { HighwaterError } from '../../../domain/errors.js';
import { PERIODS_PER_YEAR } from '../../metrics/annualisation.js';
import { Xoshiro128 } from '../../metrics/intervals/bootstrap/xoshiro.js';
import { momentsOf } from '../../metrics/kernels/moments.js';
import {
  BlockIndices,
  blockLengthFor,
  JointBlocks,
  PathBlocks,
  type JointHistory,
} from './blocks.js';
import {
  lognormalReturns,
  normalReturns,
  studentReturns,
  type PeriodMoments,
} from './distributions.js';
import type { Method, MonteCarloParameters } from './parameters.js';
import type { ReturnSource } from './returnSource.js';

/** Returns that blocks can be drawn of, or a distribution estimated from. */
export const OBSERVATIONS_MIN = 24;

/** What has happened, as returns of the basis that is simulated. */
export type MonteCarloHistory =
  /** Simple returns of the portfolio's own path, as it was held. */
  | { readonly kind: 'path'; readonly returns: Float64Array }
  /** Simple returns of its assets on the same dates: the futures are rebalanced as they unfold. */
  | ({ readonly kind: 'joint' } & JointHistory);

/** What the futures were drawn from. */
export interface DrawnFrom {
  /** Returns of the history; 0 without one. */
  readonly observations: number;
  /** Mean periods in a block; null for distributions. */
  readonly blockLength: number | null;
  /** Of the distribution, by the year; null for the bootstrap. */
  readonly meanAnnual: number | null;
  readonly volatilityAnnual: number | null;
}

/** A source of futures, and what it was made of. */
export interface Source {
  readonly source: ReturnSource;
  readonly drawnFrom: DrawnFrom;
}

/**
 * Where the returns of a simulation come from.
 *
 * @throws HighwaterError MONTE_CARLO_NEEDS_HISTORY
 */
export function sourceOf(
  parameters: MonteCarloParameters,
  history: MonteCarloHistory | null,
): Source {
  const generator = Xoshiro128.seeded(parameters.seed);
  const { method } = parameters;
  if (method !== 'bootstrap') return distributionOf({ ...parameters, method }, history, generator);
  const known = requireHistory(history);
  const observations = observationsOf(known);
  const blockLength = parameters.blockLength ?? blockLengthFor(portfolioReturns(known));
  const indices = new BlockIndices(observations, blockLength, generator);
  const source =
    known.kind === 'path'
      ? new PathBlocks(known.returns, indices)
      : new JointBlocks(known, indices);
  const drawnFrom = { observations, blockLength, meanAnnual: null, volatilityAnnual: null };
  return { source, drawnFrom };
}

/** Of joint returns, those of the portfolio at its weights in every period. */
function portfolioReturns(history: MonteCarloHistory): Float64Array {
  if (history.kind === 'path') return history.returns;
  const returns = new Float64Array(observationsOf(history));
  history.columns.forEach((column, asset) => {
    const weight = history.weights[asset] as number;
    for (let i = 0; i < returns.length; i += 1) {
      returns[i] = (returns[i] as number) + weight * (column[i] as number);
    }
  });
  return returns;
}

/** Parameters whose method is a distribution. */
type Distributed = MonteCarloParameters & { readonly method: Exclude<Method, 'bootstrap'> };

function distributionOf(
  parameters: Distributed,
  history: MonteCarloHistory | null,
  generator: Xoshiro128,
): Source {
  const periodsPerYear = PERIODS_PER_YEAR[parameters.basis];
  const { meanAnnual, volatilityAnnual, method } = parameters;
  let estimated: PeriodMoments = { mean: 0, standardDeviation: 0 };
  if (meanAnnual === null || volatilityAnnual === null) {
    estimated = momentsOf(portfolioReturns(requireHistory(history)));
  }
  const mean = meanAnnual === null ? estimated.mean : meanAnnual / periodsPerYear;
  const standardDeviation =
    volatilityAnnual === null
      ? estimated.standardDeviation
      : volatilityAnnual / Math.sqrt(periodsPerYear);
  const moments = { mean, standardDeviation };
  const sources: Readonly<Record<typeof method, () => ReturnSource>> = {
    lognormal: () => lognormalReturns(moments, generator),
    normal: () => normalReturns(moments, generator),
    'student-t': () => studentReturns(moments, parameters.degreesOfFreedom, generator),
  };
  const drawnFrom = {
    observations: history === null ? 0 : observationsOf(history),
    blockLength: null,
    meanAnnual: mean * periodsPerYear,
    volatilityAnnual: standardDeviation * Math.sqrt(periodsPerYear),
  };
  return { source: sources[method](), drawnFrom };
}

function observationsOf(history: MonteCarloHistory): number {
  return history.kind === 'path' ? history.returns.length : (history.columns[0]?.length ?? 0);
}

function requireHistory(history: MonteCarloHistory | null): MonteCarloHistory {
  const observations = history === null ? 0 : observationsOf(history);
  if (history !== null && observations >= OBSERVATIONS_MIN) return history;
  throw new HighwaterError(
    'MONTE_CARLO_NEEDS_HISTORY',
    'usage',
    `There are ${observations} returns to draw from, and ${OBSERVATIONS_MIN} are needed: choose a longer history, or give a mean and a volatility.`,
    { observations },
  );
}
