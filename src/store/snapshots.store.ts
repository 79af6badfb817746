import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { carryFigures, copyFigures, type SubjectFigures } from './figureRows.js';
import { isoTime } from './sqlTime.js';

/** A published set of figures. */
export interface PublishedSnapshot {
  readonly id: string;
  readonly asOf: TradingDate;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  readonly fingerprint: string;
  readonly definitions: string;
  /** Symbol of an asset or slug of an index. */
  readonly benchmark: string;
  /** Fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
  readonly assets: number;
  readonly runId: string;
}

export type NewSnapshot = Omit<PublishedSnapshot, 'id'>;

/** Figures that an earlier snapshot has already. */
export interface CarriedFigures {
  readonly from: string;
  readonly subjectIds: readonly string[];
}

/** Figures a batch at a time, as they are computed. */
export type FigureSource = () => AsyncGenerator<readonly SubjectFigures[]>;

/** Writing while others read for it: they and a lock take connections too. */
const CONNECTIONS_MIN = 4;

/** Reads snapshots as they are told, up to the conditions. */
export const SELECT_SNAPSHOT = `
select id, as_of as "asOf", source, ${isoTime('published_at')} as "publishedAt", fingerprint,
  definitions, benchmark,
  coalesce(to_jsonb(risk_free_rate::float8), to_jsonb(risk_free_series)) as "riskFreeRate",
  assets, run_id as "runId" from snapshots`;

type Batches = AsyncIterable<readonly SubjectFigures[]> | Iterable<readonly SubjectFigures[]>;

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

  /** What the figures of each subject of a snapshot follow from, by the subject's id. */
  async inputsOf(snapshotId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.session.query<{ id: string; inputs: string }>(
      `select subject_id as id, inputs from risk_figures
       where snapshot_id = $1 and inputs is not null`,
      [snapshotId],
    );
    return new Map(rows.map(({ id, inputs }) => [id, inputs]));
  }

  /**
   * Writes the figures, takes others over, and makes all the published ones: one transaction. On a
   * server it writes a batch while others are read and computed. Where connections are few the
   * transaction begins when all has been computed: the embedded database has one, which a dashboard
   * waits for.
   */
  async publish(
    snapshot: NewSnapshot,
    figures: readonly SubjectFigures[] | FigureSource,
    carried?: CarriedFigures,
  ): Promise<PublishedSnapshot> {
    if (typeof figures !== 'function') return this.write(snapshot, [figures], carried);
    const batches = figures();
    if (this.database.connections < CONNECTIONS_MIN) {
      const all: (readonly SubjectFigures[])[] = [];
      for await (const rows of batches) all.push(rows);
      return this.write(snapshot, all, carried);
    }
    // The first is read while the transaction begins.
    const first = batches.next();
    first.catch(() => undefined);
    try {
      return await this.write(snapshot, resumed(first, batches), carried);
    } finally {
      await batches.return(undefined);
    }
  }

  private write(
    snapshot: NewSnapshot,
    batches: Batches,
    carried: CarriedFigures | undefined,
  ): Promise<PublishedSnapshot> {
    const id = newId();
    const { riskFreeRate } = snapshot;
    return this.database.transaction(async (session) => {
      await session.execute('set transaction isolation level repeatable read');
      await session.execute(
        `update snapshots set status = 'superseded' where status = 'published'`,
      );
      await session.execute(
        `insert into snapshots (id, as_of, source, status, published_at, fingerprint, definitions,
           benchmark, risk_free_rate, risk_free_series, assets, run_id)
         values ($1, $2, $3, 'published', $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          snapshot.asOf,
          snapshot.source,
          snapshot.publishedAt,
          snapshot.fingerprint,
          snapshot.definitions,
          snapshot.benchmark,
          typeof riskFreeRate === 'number' ? riskFreeRate : null,
          typeof riskFreeRate === 'number' ? null : riskFreeRate,
          snapshot.assets,
          snapshot.runId,
        ],
      );
      if (carried !== undefined && carried.subjectIds.length > 0) {
        await carryFigures(session, carried.from, id, carried.subjectIds);
      }
      for await (const rows of batches) await copyFigures(session, id, rows);
      return { ...snapshot, id };
    });
  }
}

/** All of a source, whose first has been asked for already. */
async function* resumed<T>(
  first: Promise<IteratorResult<T, unknown>>,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  const next = await first;
  if (next.done !== true) yield next.value;
  yield* rest;
}
