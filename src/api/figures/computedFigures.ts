import { sampleWindow } from '../../analytics/frames/figures.js';
import type { SampleRequest } from '../../analytics/frames/sampling.js';
import { evaluate, missingFigures } from '../../analytics/metrics/evaluate.js';
import type { Figure } from '../../analytics/metrics/figure.js';
import type { MetricId } from '../../analytics/metrics/registry.js';
import type { Sample } from '../../analytics/metrics/sample.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { DEFINITIONS_VERSION } from '../../analytics/report/versions.js';
import type { FigureChoice } from './choice.js';

/** A figure, and the version of the definitions that it was computed by. */
export interface VersionedFigure extends Figure {
  readonly definitions: string;
}

/** The figures of a choice. */
export interface ChosenFigures {
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly observations: number;
  /** As it calls itself. */
  readonly benchmark: string;
  readonly figures: ReadonlyMap<MetricId, VersionedFigure>;
  /** What they are of; null without enough history, or where no history had to be read. */
  readonly sample: Sample | null;
}

/** What a choice's sample is made from. */
export interface ChosenHistories {
  readonly request: SampleRequest;
  /** The benchmark's name as it calls itself. */
  readonly benchmark: string;
}

/**
 * The figures of a choice, computed from its histories.
 *
 * @throws HighwaterError as `sampleWindow`
 */
export function computedFigures(
  { range, convention }: FigureChoice,
  { request, benchmark }: ChosenHistories,
  ids: readonly MetricId[],
): ChosenFigures {
  const { from, to, sample } = sampleWindow(request, range);
  const figures =
    sample === null
      ? missingFigures('insufficient-history', ids)
      : evaluate(sample, ids, convention);
  return {
    from,
    to,
    observations: sample === null ? 0 : sample.returns.values.length,
    benchmark,
    figures: new Map(ids.map((id) => [id, { ...figures[id], definitions: DEFINITIONS_VERSION }])),
    sample,
  };
}
