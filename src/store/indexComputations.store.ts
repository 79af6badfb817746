import type { IndexNote } from '../domain/indexLedger.js';
import {
  requireIndexAllocations,
  requireIndexCloses,
  type IndexAllocation,
  type IndexClose,
} from '../domain/marketIndex.js';
import type { Database } from './database.js';
import {
  dropUnmerged,
  mergeAllocations,
  mergeCloses,
  mergeEvents,
  type EventRow,
} from './indexRows.js';
import { lockIndex } from './indices.store.js';
import type { SqlSession } from './session.js';

/** All that is told of an index, as it follows from its inputs. */
export interface ComputedIndex {
  /** SHA-256 of what it was computed from, hexadecimal. */
  readonly inputs: string;
  readonly computedAt: Date;
  readonly closes: readonly IndexClose[];
  readonly allocations: readonly IndexAllocation[];
  /** In the order in which they happened. */
  readonly events: readonly EventRow[];
  readonly notes: readonly IndexNote[];
}

/** Why an index could not be computed. */
export interface RefusedIndex {
  readonly inputs: string;
  readonly computedAt: Date;
  readonly code: string;
  readonly message: string;
}

const SAVE_COMPUTATION = `
insert into index_computations (index_id, inputs, computed_at, code, message, notes)
select id, $2, $3, $4, $5, $6::jsonb from indices where id = $1
on conflict (index_id) do update set inputs = excluded.inputs, computed_at = excluded.computed_at,
  code = excluded.code, message = excluded.message, notes = excluded.notes`;

/** Writes what nightly computations of indices give: whole, and in one transaction each. */
export class IndexComputationStore {
  constructor(private readonly database: Database) {}

  /**
   * Puts what was computed in the place of all that is stored of the index: what is the same stays
   * untouched, what the new history does not have is taken away.
   *
   * @returns rows written or taken away, the note of the computation itself left out
   * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, ALLOCATIONS_ABOVE_ONE, INDEX_UNKNOWN
   */
  replace(indexId: string, computed: ComputedIndex): Promise<number> {
    const { closes, allocations, events, inputs, computedAt, notes } = computed;
    requireIndexCloses(closes);
    requireIndexAllocations(allocations);
    return this.database.transaction(async (session) => {
      await lockIndex(session, indexId);
      let rows = await mergeCloses(session, indexId, closes);
      rows += await mergeAllocations(session, indexId, allocations);
      rows += await mergeEvents(session, indexId, events);
      rows += await dropUnmerged(session, indexId);
      await saveComputation(session, [indexId, inputs, computedAt, null, null, notes]);
      return rows;
    });
  }

  /** Notes why an index could not be computed; what is stored of it stays, and so does its absence. */
  refuse(indexId: string, { inputs, computedAt, code, message }: RefusedIndex): Promise<void> {
    return saveComputation(this.database.session, [indexId, inputs, computedAt, code, message, []]);
  }
}

type Computation = readonly [
  indexId: string,
  inputs: string,
  computedAt: Date,
  code: string | null,
  message: string | null,
  notes: readonly IndexNote[],
];

async function saveComputation(session: SqlSession, values: Computation): Promise<void> {
  const [indexId, inputs, computedAt, code, message, notes] = values;
  const told = JSON.stringify(notes);
  await session.execute(SAVE_COMPUTATION, [indexId, inputs, computedAt, code, message, told]);
}
