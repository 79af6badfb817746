import type { Database } from './database.js';
import { SELECT_SNAPSHOT, type PublishedSnapshot } from './snapshots.store.js';

/** Reads the snapshots that were published before the present one. */
export class SnapshotHistoryReader {
  constructor(private readonly database: Database) {}

  /** What was published at a moment, or null before the first publication. */
  async publishedAt(moment: Date): Promise<PublishedSnapshot | null> {
    const [snapshot] = await this.database.session.query<PublishedSnapshot>(
      `${SELECT_SNAPSHOT} where published_at <= $1 order by published_at desc, id desc limit 1`,
      [moment],
    );
    return snapshot ?? null;
  }

  /** When the first snapshot was published, ISO 8601 in UTC; null before it. */
  async firstPublishedAt(): Promise<string | null> {
    const [snapshot] = await this.database.session.query<PublishedSnapshot>(
      `${SELECT_SNAPSHOT} order by published_at, id limit 1`,
    );
    return snapshot?.publishedAt ?? null;
  }
}
