import { Dec } from '../domain/decimals.js';
import { HighwaterError } from '../domain/errors.js';
import {
  requireIndex,
  requireIndexAllocations,
  requireIndexCloses,
  type IndexAllocation,
  type IndexClose,
  type IndexDefinition,
} from '../domain/marketIndex.js';
import type { Database } from './database.js';
import { newId } from './entities/columns.js';
import { mergeAllocations, mergeCloses } from './indexRows.js';
import { savedBy, type Saved } from './saved.js';
import type { SqlSession } from './session.js';
import { strategyUnknown } from './strategies.store.js';

/** Writes indices: what they are made by, their closes, and what they held. */
export class IndexStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores an index under its slug; what is stored of its values stays.
   *
   * @throws HighwaterError FIELD_REFUSED, STRATEGY_UNKNOWN unless it is one of the system's
   */
  async save(definition: IndexDefinition): Promise<Saved> {
    requireIndex(definition);
    return this.database.transaction(async (session) => {
      const strategyId = await systemStrategyId(session, definition.strategy);
      const values = [
        definition.slug,
        definition.name,
        definition.description,
        definition.kind,
        strategyId,
        definition.currency,
        definition.baseDate,
        new Dec(definition.baseValue).toFixed(),
        JSON.stringify(definition.parameters),
      ];
      const inserted = await session.execute(INSERT_INDEX, [newId(), ...values]);
      return savedBy(inserted, inserted > 0 ? 0 : await session.execute(UPDATE_INDEX, values));
    });
  }

  /**
   * Deletes an index with its values, allocations, events and figures.
   *
   * @throws HighwaterError INDEX_UNKNOWN
   */
  async remove(slug: string): Promise<void> {
    const rows = await this.database.session.execute('delete from indices where slug = $1', [slug]);
    if (rows === 0) throw indexUnknown(slug);
  }

  /**
   * Stores closes, in bulk; the same date again replaces the old one.
   *
   * @returns rows written, 0 where nothing is new
   * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, INDEX_UNKNOWN
   */
  async writeCloses(indexId: string, closes: readonly IndexClose[]): Promise<number> {
    requireIndexCloses(closes);
    return this.database.transaction(async (session) => {
      await lockIndex(session, indexId);
      return mergeCloses(session, indexId, closes);
    });
  }

  /**
   * Stores allocations, in bulk: what a date holds afterwards is what is given for it.
   *
   * @returns rows written or taken away, 0 where nothing is new
   * @throws HighwaterError FIELD_REFUSED, DATE_REPEATED, ALLOCATIONS_ABOVE_ONE, INDEX_UNKNOWN
   */
  async writeAllocations(
    indexId: string,
    allocations: readonly IndexAllocation[],
  ): Promise<number> {
    requireIndexAllocations(allocations);
    return this.database.transaction(async (session) => {
      await lockIndex(session, indexId);
      const written = await mergeAllocations(session, indexId, allocations);
      const left = await session.execute(
        `delete from allocations a where index_id = $1
           and date in (select date from staged_allocations)
           and not exists (select from staged_allocations s
             where s.date = a.date and s.asset_id = a.asset_id)`,
        [indexId],
      );
      return written + left;
    });
  }
}

const INSERT_INDEX = `
insert into indices (id, slug, name, description, kind, strategy_id, currency, base_date,
  base_value, parameters)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (slug) do nothing`;

const UPDATE_INDEX = `
update indices set name = $2, description = $3, kind = $4, strategy_id = $5, currency = $6,
  base_date = $7, base_value = $8, parameters = $9
where slug = $1
  and (name, description, kind, strategy_id, currency, base_date, base_value, parameters)
    is distinct from ($2::varchar, $3::text, $4::varchar, $5::uuid, $6::varchar, $7::date,
      $8::numeric, $9::jsonb)`;

async function systemStrategyId(session: SqlSession, slug: string | null): Promise<string | null> {
  if (slug === null) return null;
  const [strategy] = await session.query<{ id: string }>(
    'select id from strategies where slug = $1 and is_system for key share',
    [slug],
  );
  if (strategy === undefined) throw strategyUnknown(slug);
  return strategy.id;
}

/** Holds the index's row until the transaction ends. @throws HighwaterError INDEX_UNKNOWN */
export async function lockIndex(session: SqlSession, id: string): Promise<void> {
  const found = await session.query('select 1 from indices where id = $1 for update', [id]);
  if (found.length === 0) throw indexUnknown(id);
}

/** @param idOrSlug as it was asked for */
export function indexUnknown(idOrSlug: string): HighwaterError {
  return new HighwaterError(
    'INDEX_UNKNOWN',
    'not-found',
    'There is no such index: "highwater index list" shows those there are, "index import" adds one.',
    { index: idOrSlug },
  );
}
