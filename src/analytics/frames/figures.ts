import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS, type Window } from '../../domain/window.js';
import type { Convention } from '../metrics/conventions/variant.js';
import { evaluate, missingFigures } from '../metrics/evaluate.js';
import type { Figure } from '../metrics/figure.js';
import type { MetricId } from '../metrics/registry.js';
import type { Sample } from '../metrics/sample.js';
import { prepare, sampleOf, type Prepared, type SampleRequest } from './sampling.js';
import { sliceWindow, type Range } from './windowSlice.js';

/** What figures are computed from, and which. */
export interface FigureRequest<Id extends MetricId = MetricId> extends SampleRequest {
  /** All metrics unless given. */
  readonly metrics?: readonly Id[];
  /** Whose definitions; our own unless given. */
  readonly convention?: Convention;
}

/** What a part of a history is: its ends, and the sample where there is enough for one. */
export interface SampledWindow {
  /** The base date: the session whose close is the first price. Null without enough history. */
  readonly from: TradingDate | null;
  /** The last session. Null where there is none on or before the date asked for. */
  readonly to: TradingDate | null;
  /** Null where the history begins after the base date. */
  readonly sample: Sample | null;
}

/** Figures of one part of an asset's history. */
export interface WindowFigures<Id extends MetricId = MetricId> extends Omit<
  SampledWindow,
  'sample'
> {
  /** Returns in the window. */
  readonly observations: number;
  readonly figures: Readonly<Record<Id, Figure>>;
}

function sampledWindow(prepared: Prepared, range: Range): SampledWindow {
  const { prices, basis } = prepared;
  const { dates } = prices;
  const dateAt = (index: number): TradingDate => fromEpochDay(dates[index] as number);
  const slice = sliceWindow(prices, range, basis);
  if (slice !== null) {
    const [from, to] = [dateAt(slice.baseIndex), dateAt(slice.endIndex)];
    return { from, to, sample: sampleOf(prepared, slice) };
  }
  const end = range.to === undefined ? {} : { to: range.to };
  const endIndex = sliceWindow(prices, { window: 'max', ...end }, basis)?.endIndex;
  return { from: null, to: endIndex === undefined ? null : dateAt(endIndex), sample: null };
}

function windowFigures<Id extends MetricId>(
  { metrics, convention }: FigureRequest<Id>,
  { from, to, sample }: SampledWindow,
): WindowFigures<Id> {
  return {
    from,
    to,
    observations: sample === null ? 0 : sample.returns.values.length,
    figures:
      sample === null
        ? missingFigures('insufficient-history', metrics)
        : evaluate(sample, metrics, convention),
  };
}

/**
 * The sample of one part of an asset's history: what every figure of it is computed from.
 *
 * @throws HighwaterError BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE
 */
export function sampleWindow(request: SampleRequest, range: Range): SampledWindow {
  return sampledWindow(prepare(request, range.to), range);
}

/**
 * The figures of one part of an asset's history.
 *
 * @throws HighwaterError as {@link sampleWindow}
 */
export function figuresOf<Id extends MetricId = MetricId>(
  request: FigureRequest<Id> & { readonly range: Range },
): WindowFigures<Id> {
  return windowFigures(request, sampleWindow(request, request.range));
}

/**
 * The figures of every window that ends on `to`, or on the asset's last date. Returns are computed
 * and aligned once; each window is a view of them.
 *
 * @throws HighwaterError as {@link sampleWindow}
 */
export function figuresByWindow<Id extends MetricId = MetricId>(
  request: FigureRequest<Id> & { readonly to?: TradingDate },
): Record<Window, WindowFigures<Id>> {
  const prepared = prepare(request, request.to);
  const end = request.to === undefined ? {} : { to: request.to };
  const entries = WINDOWS.map((window) => {
    const sampled = sampledWindow(prepared, { window, ...end });
    return [window, windowFigures(request, sampled)] as const;
  });
  return Object.fromEntries(entries) as Record<Window, WindowFigures<Id>>;
}
