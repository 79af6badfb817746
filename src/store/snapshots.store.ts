import { assert } from '../domain/errors.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Window } from '../domain/window.js';
import { CopyWriter } from './copy/copyWriter.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { isoTime } from './sqlTime.js';
import { RISK_METRIC_FIELDS, columnOf, type RiskMetricField } from './entities/riskMetrics.js';

/** A published set of figures. */
export interface PublishedSnapshot {
  readonly id: string;
  readonly asOf: TradingDate;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  readonly fingerprint: string;
  readonly definitions: string;
  readonly benchmark: string;
  /** Fraction per year. */
  readonly riskFreeRate: number;
  readonly assets: number;
  readonly runId: string;
}

/** The figures of one asset over one window, as they are stored. */
export interface FigureRow {
  readonly assetId: string;
  readonly window: Window;
  readonly fromDate: TradingDate | null;
  readonly toDate: TradingDate | null;
  readonly observations: number;
  readonly figures: Readonly<Record<RiskMetricField, number | null>>;
  /** Why a figure is null, by field. */
  readonly reasons: Readonly<Partial<Record<RiskMetricField, string>>>;
  /** Sample sizes that differ from `observations`, by field. */
  readonly samples: Readonly<Partial<Record<RiskMetricField, number>>>;
}

export type NewSnapshot = Omit<PublishedSnapshot, 'id'>;

const FIGURE_COLUMNS = [
  'id',
  'snapshot_id',
  'asset_id',
  'as_of',
  '"window"',
  'from_date',
  'to_date',
  'observations',
  ...RISK_METRIC_FIELDS.map(columnOf),
  'reasons',
  'samples',
];

/** All of {@link PublishedSnapshot}; a condition follows. */
export const SELECT_SNAPSHOT = `
select id, as_of as "asOf", source, ${isoTime('published_at')} as "publishedAt", fingerprint, definitions,
  benchmark, risk_free_rate::float8 as "riskFreeRate", assets, run_id as "runId" from snapshots`;

/** Snapshots and their figures: written whole, never changed. */
export class SnapshotStore {
  constructor(private readonly database: Database) {}

  /** What is published now, or null before the first refresh. */
  async published(): Promise<PublishedSnapshot | null> {
    const [snapshot] = await this.database.session.query<PublishedSnapshot>(
      `${SELECT_SNAPSHOT} where status = 'published'`,
    );
    return snapshot ?? null;
  }

  /** Writes the figures and makes them the published ones, in one transaction. */
  publish(snapshot: NewSnapshot, rows: readonly FigureRow[]): Promise<PublishedSnapshot> {
    const id = newId();
    return this.database.transaction(async (session) => {
      await session.execute(
        `update snapshots set status = 'superseded' where status = 'published'`,
      );
      await session.execute(
        `insert into snapshots (id, as_of, source, status, published_at, fingerprint, definitions,
           benchmark, risk_free_rate, assets, run_id)
         values ($1, $2, $3, 'published', $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          snapshot.asOf,
          snapshot.source,
          snapshot.publishedAt,
          snapshot.fingerprint,
          snapshot.definitions,
          snapshot.benchmark,
          snapshot.riskFreeRate,
          snapshot.assets,
          snapshot.runId,
        ],
      );
      await session.copyIn(
        `risk_metrics (${FIGURE_COLUMNS.join(', ')})`,
        encodeFigures(id, snapshot.asOf, rows),
      );
      return { ...snapshot, id };
    });
  }
}

function encodeFigures(
  snapshotId: string,
  asOf: TradingDate,
  rows: readonly FigureRow[],
): Uint8Array {
  const writer = new CopyWriter(FIGURE_COLUMNS.length);
  const dateOrNull = (date: TradingDate | null): void => {
    if (date === null) writer.nullField();
    else writer.date(date);
  };
  for (const row of rows) {
    writer.startRow().uuid(newId()).uuid(snapshotId).uuid(row.assetId).date(asOf).text(row.window);
    dateOrNull(row.fromDate);
    dateOrNull(row.toDate);
    writer.int4(row.observations);
    for (const field of RISK_METRIC_FIELDS) {
      const value = row.figures[field];
      if (value === null) writer.nullField();
      else {
        assert(Number.isFinite(value), 'a figure that cannot be had is null');
        writer.float8(value);
      }
    }
    writer.json(row.reasons).json(row.samples);
  }
  return writer.finish();
}
