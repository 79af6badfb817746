import { figuresOf, type WindowFigures } from '../../analytics/frames/figures.js';
import type { Range } from '../../analytics/frames/windowSlice.js';
import type { Figure, MissingReason } from '../../analytics/metrics/figure.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { StoredFigures } from '../../store/figures.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { WINDOW_DEFAULT, type FiguresQuery } from './figures.query.js';

/** What figures are asked for, the snapshot's own settings filled in. */
export interface FigureChoice {
  readonly range: Range & { readonly to: TradingDate };
  readonly benchmark: string;
  /** Fraction per year. */
  readonly riskFreeRate: number;
  /** Whether the snapshot holds exactly these figures. */
  readonly isPublished: boolean;
}

/** The choice that a query means. Nothing newer than the snapshot is looked at. */
export function choiceOf(query: FiguresQuery, snapshot: PublishedSnapshot): FigureChoice {
  const benchmark = query.benchmark ?? snapshot.benchmark;
  const riskFreeRate = query.riskFreeRate ?? snapshot.riskFreeRate;
  const ends = [query.to, query.asOf].filter((date) => date !== undefined);
  const to = ends.reduce((first, date) => (date < first ? date : first), snapshot.asOf);
  const range =
    query.from === undefined
      ? { window: query.window ?? WINDOW_DEFAULT, to }
      : { from: query.from, to };
  const isPublished =
    query.from === undefined &&
    to === snapshot.asOf &&
    benchmark === snapshot.benchmark &&
    riskFreeRate === snapshot.riskFreeRate;
  return { range, benchmark, riskFreeRate, isPublished };
}

/** Stored figures in the form of computed ones. */
export function figuresFromStore(stored: StoredFigures): WindowFigures<RiskMetricField> {
  const { from, to, observations, values, reasons, samples } = stored;
  const figures = RISK_METRIC_FIELDS.map((id): [RiskMetricField, Figure] => [
    id,
    {
      value: values[id],
      reason: (reasons[id] as MissingReason | undefined) ?? null,
      n: samples[id] ?? observations,
    },
  ]);
  return {
    from,
    to,
    observations,
    figures: Object.fromEntries(figures) as Record<RiskMetricField, Figure>,
  };
}

const NO_HISTORY: PriceSeries = {
  dates: new Int32Array(),
  close: new Float64Array(),
  adjustedClose: new Float64Array(),
  volume: new Float64Array(),
};

/** Figures computed from packed histories: the very functions that the nightly run uses. */
export function computeFigures(
  { range, riskFreeRate, benchmark: benchmarkSymbol }: FigureChoice,
  symbol: string,
  series: PriceSeries | null,
  benchmark: PriceSeries | null,
): WindowFigures<RiskMetricField> {
  const isBenchmark = symbol === benchmarkSymbol;
  return figuresOf({
    series: series ?? NO_HISTORY,
    benchmark,
    isBenchmark,
    riskFree: riskFreeRate,
    range,
    metrics: RISK_METRIC_FIELDS,
  });
}
