import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { TradingDate } from '../../domain/tradingDate.js';
import { WINDOWS } from '../../domain/window.js';
import { RISK_METRIC_FIELDS, type RiskMetricField } from '../../store/entities/riskMetrics.js';
import type { AssetStore } from '../../store/assets.store.js';
import type { SeriesHeader, SeriesStore, StoredSeries } from '../../store/series.store.js';
import type { FigureRow, PublishedSnapshot, SnapshotStore } from '../../store/snapshots.store.js';
import { figuresByWindow, type WindowFigures } from '../frames/figures.js';
import { metricDescriptions } from '../metrics/registry.js';

export interface RecomputeRequest {
  readonly source: string;
  /** Symbol of the benchmark; figures that need one are null where it has no history. */
  readonly benchmark: string;
  /** Fraction per year. */
  readonly riskFreeRate: number;
  readonly runId: string;
  readonly now: Date;
  readonly onAsset?: (done: number, total: number) => void;
}

export interface Recomputed {
  /** Null when no asset has a history yet. */
  readonly snapshot: PublishedSnapshot | null;
  /** 0 when nothing had changed and the snapshot was kept. */
  readonly figuresWritten: number;
}

/** A short hash of everything that is said of the metrics: it changes with any definition. */
export function definitionsVersion(): string {
  return sha256(JSON.stringify(metricDescriptions())).slice(0, 12);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a snapshot's answers depend on: with equal inputs nothing need be done. */
function inputsFingerprint(
  request: RecomputeRequest,
  headers: readonly SeriesHeader[],
  profilesHash: string,
): string {
  return sha256(
    JSON.stringify([
      definitionsVersion(),
      request.source,
      request.benchmark,
      request.riskFreeRate,
      profilesHash,
      headers.map(({ symbol, hash }) => [symbol, hash]),
    ]),
  );
}

/**
 * Computes every figure of every asset and publishes them as one snapshot. When neither series,
 * metadata, definitions nor settings have changed, the published snapshot stays.
 */
export async function recompute(
  stores: {
    readonly assets: AssetStore;
    readonly series: SeriesStore;
    readonly snapshots: SnapshotStore;
  },
  request: RecomputeRequest,
): Promise<Recomputed> {
  const headers = await stores.series.headers();
  const published = await stores.snapshots.published();
  if (headers.length === 0) return { snapshot: published, figuresWritten: 0 };
  const fingerprint = inputsFingerprint(request, headers, await stores.assets.profilesHash());
  if (published?.fingerprint === fingerprint) return { snapshot: published, figuresWritten: 0 };
  const rows = await figureRows(await stores.series.loadAll(), request);
  const snapshot = await stores.snapshots.publish(
    {
      asOf: newest(headers),
      source: request.source,
      publishedAt: request.now.toISOString(),
      fingerprint,
      definitions: definitionsVersion(),
      benchmark: request.benchmark,
      riskFreeRate: request.riskFreeRate,
      assets: headers.length,
      runId: request.runId,
    },
    rows,
  );
  return { snapshot, figuresWritten: rows.length };
}

function newest(headers: readonly SeriesHeader[]): TradingDate {
  return headers.reduce(
    (last, { lastDate }) => (lastDate > last ? lastDate : last),
    '' as TradingDate,
  );
}

/** One row per asset and window. Lets other work in between assets: a dashboard may be polling. */
async function figureRows(
  all: readonly StoredSeries[],
  request: RecomputeRequest,
): Promise<FigureRow[]> {
  const benchmark = all.find(({ symbol }) => symbol === request.benchmark)?.series ?? null;
  const rows: FigureRow[] = [];
  for (const [index, { assetId, symbol, series }] of all.entries()) {
    const byWindow = figuresByWindow({
      series,
      benchmark,
      isBenchmark: symbol === request.benchmark,
      riskFree: request.riskFreeRate,
      metrics: RISK_METRIC_FIELDS,
    });
    for (const window of WINDOWS) rows.push(figureRow(assetId, window, byWindow[window]));
    request.onAsset?.(index + 1, all.length);
    await setImmediate();
  }
  return rows;
}

function figureRow(
  assetId: string,
  window: FigureRow['window'],
  { from, to, observations, figures }: WindowFigures<RiskMetricField>,
): FigureRow {
  const values: Partial<Record<RiskMetricField, number | null>> = {};
  const reasons: Partial<Record<RiskMetricField, string>> = {};
  const samples: Partial<Record<RiskMetricField, number>> = {};
  for (const id of RISK_METRIC_FIELDS) {
    const { value, reason, n } = figures[id];
    values[id] = value;
    if (reason !== null) reasons[id] = reason;
    if (n !== observations) samples[id] = n;
  }
  return {
    assetId,
    window,
    fromDate: from,
    toDate: to,
    observations,
    figures: values as FigureRow['figures'],
    reasons,
    samples,
  };
}
