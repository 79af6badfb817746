import { Dec } from '../domain/decimals.js';
import type { DecimalInput } from '../domain/fieldRules.js';
import type { IndexEvent } from '../domain/indexLedger.js';
import {
  DIVISOR_PLACES,
  INDEX_VALUE_PLACES,
  WEIGHT_PLACES,
  type IndexAllocation,
  type IndexClose,
} from '../domain/marketIndex.js';
import { CopyWriter } from './copy/copyWriter.js';
import { mergeCopied, type Merge } from './copy/stagedMerge.js';
import type { SqlSession } from './session.js';

/** An event with the key of the asset that it is about, null where it is of the whole index. */
export interface EventRow extends Omit<IndexEvent, 'symbol'> {
  readonly assetId: string | null;
}

const CLOSES: Merge = {
  table: 'index_values',
  key: ['index_id', 'date'],
  values: ['value', 'return_pct', 'divisor'],
};
const ALLOCATIONS: Merge = {
  table: 'allocations',
  key: ['index_id', 'date', 'asset_id'],
  values: ['weight', 'value'],
};
const EVENTS: Merge = {
  table: 'index_events',
  key: ['index_id', 'position'],
  values: [
    'date',
    'kind',
    'asset_id',
    'level_before',
    'level_after',
    'divisor_before',
    'divisor_after',
    'detail',
  ],
};

const writerOf = ({ key, values }: Merge): CopyWriter => new CopyWriter(key.length + values.length);

/** Merges closes of an index, once per transaction. @returns rows written */
export function mergeCloses(
  session: SqlSession,
  indexId: string,
  closes: readonly IndexClose[],
): Promise<number> {
  const writer = writerOf(CLOSES);
  for (const { date, value, return: returnOfDay, divisor } of closes) {
    writer.startRow().uuid(indexId).date(date).numeric(decimalFrom(value), INDEX_VALUE_PLACES);
    if (returnOfDay === null) writer.nullField();
    else writer.float8(returnOfDay);
    if (divisor === null) writer.nullField();
    else writer.numeric(decimalFrom(divisor), DIVISOR_PLACES);
  }
  return mergeCopied(session, CLOSES, writer.finish());
}

/** Merges allocations of an index, once per transaction. @returns rows written */
export function mergeAllocations(
  session: SqlSession,
  indexId: string,
  allocations: readonly IndexAllocation[],
): Promise<number> {
  const writer = writerOf(ALLOCATIONS);
  for (const { date, assetId, weight, value } of allocations) {
    writer.startRow().uuid(indexId).date(date).uuid(assetId);
    writer.numeric(decimalFrom(weight), WEIGHT_PLACES).numeric(decimalFrom(value), 2);
  }
  return mergeCopied(session, ALLOCATIONS, writer.finish());
}

/** Merges the events of an index, in their order, once per transaction. @returns rows written */
export function mergeEvents(
  session: SqlSession,
  indexId: string,
  events: readonly EventRow[],
): Promise<number> {
  const writer = writerOf(EVENTS);
  events.forEach((event, position) => {
    writer.startRow().uuid(indexId).int4(position).date(event.date).text(event.kind);
    if (event.assetId === null) writer.nullField();
    else writer.uuid(event.assetId);
    writer.float8(event.levelBefore).float8(event.levelAfter);
    writer.float8(event.divisorBefore).float8(event.divisorAfter).json(event.detail);
  });
  return mergeCopied(session, EVENTS, writer.finish());
}

/** Takes away what of an index was not among the rows merged before. @returns rows taken away */
export async function dropUnmerged(session: SqlSession, indexId: string): Promise<number> {
  let dropped = 0;
  for (const { table, key } of [CLOSES, ALLOCATIONS, EVENTS]) {
    const isSame = key.map((it) => `staged.${it} = kept.${it}`).join(' and ');
    dropped += await session.execute(
      `delete from ${table} kept where kept.index_id = $1
         and not exists (select from staged_${table} staged where ${isSame})`,
      [indexId],
    );
  }
  return dropped;
}

const decimalFrom = (value: DecimalInput) => new Dec(value);
