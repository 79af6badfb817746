import type { Database } from './database.js';
import { SnapshotStore, type PublishedSnapshot } from './snapshots.store.js';

/** What is published, and where the data comes from. */
export interface Publication {
  /** Null before the first one. */
  readonly snapshot: PublishedSnapshot | null;
  /** The snapshot's source; before the first one that of the newest run; null before any. */
  readonly source: string | null;
}

/** Reads the snapshot pointer, fresh each time: an answer is never older than what is published. */
export class PublicationReader {
  readonly #snapshots: SnapshotStore;

  constructor(private readonly database: Database) {
    this.#snapshots = new SnapshotStore(database);
  }

  async current(): Promise<Publication> {
    const snapshot = await this.#snapshots.published();
    return { snapshot, source: snapshot?.source ?? (await this.sourceOfNewestRun()) };
  }

  private async sourceOfNewestRun(): Promise<string | null> {
    const [run] = await this.database.session.query<{ source: string }>(
      'select source from refresh_runs order by started_at desc, id desc limit 1',
    );
    return run?.source ?? null;
  }
}
