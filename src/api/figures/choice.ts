import type { Range } from '../../analytics/frames/windowSlice.js';
import type { Basis } from '../../analytics/metrics/annualisation.js';
import type { Convention } from '../../analytics/metrics/conventions/variant.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { rangeOf } from '../http/historyParameters.js';
import { WINDOW_DEFAULT, type FigureParameters } from './figures.query.js';
import { isSameName, type SubjectKind } from './histories.js';

/** What figures are asked for, the snapshot's own settings filled in. */
export interface FigureChoice {
  /** Whose figures: those of an asset or of an index. */
  readonly kind: SubjectKind;
  /** The symbol of an asset, in capitals, or the slug of an index. */
  readonly symbol: string;
  /** Whose settings fill in what is not asked for; nothing newer is looked at. */
  readonly snapshot: PublishedSnapshot;
  /** The run whose end prices are believed as of; undefined for what is believed now. */
  readonly believedAt: string | undefined;
  readonly range: Range & { readonly to: TradingDate };
  readonly basis: Basis;
  readonly benchmark: string;
  /** Whether the reader named the benchmark: then there has to be one. */
  readonly isBenchmarkAsked: boolean;
  /** A fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
  readonly convention: Convention;
  /** Whether these are the figures that the snapshot's rows hold some of. */
  readonly isPublished: boolean;
}

/**
 * The choice that a query means.
 *
 * @param snapshot the published one, or the one that was published at `knownAt`
 */
export function choiceOf(
  symbol: string,
  query: FigureParameters,
  snapshot: PublishedSnapshot,
  kind: SubjectKind = 'asset',
): FigureChoice {
  const { basis, convention } = query;
  const benchmark = query.benchmark ?? snapshot.benchmark;
  const riskFreeRate = query.riskFreeRate ?? snapshot.riskFreeRate;
  const range = rangeOf(query, snapshot.asOf, WINDOW_DEFAULT);
  return {
    kind,
    symbol,
    snapshot,
    believedAt: query.knownAt === undefined ? undefined : snapshot.runId,
    range,
    basis,
    benchmark,
    isBenchmarkAsked: query.benchmark !== undefined,
    riskFreeRate,
    convention,
    isPublished:
      'window' in range &&
      range.to === snapshot.asOf &&
      basis === 'daily' &&
      convention === 'highwater' &&
      isSameName(benchmark, snapshot.benchmark) &&
      riskFreeRate === snapshot.riskFreeRate,
  };
}
