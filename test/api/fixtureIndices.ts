import {
  indexStores,
  recomputeIndices,
} from '../../src/analytics/recompute/indices/recomputeIndices.js';
import type { IndexDefinition } from '../../src/domain/marketIndex.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import type { Database } from '../../src/store/database.js';
import { IndexStore } from '../../src/store/indices.store.js';

const base = {
  description: '',
  strategy: null,
  currency: 'USD',
  baseDate: tradingDate('2023-01-03'),
  baseValue: '1000',
} as const;

/** Two indices: one that is computed, and one that cannot be. */
export const FIXTURE_INDICES: readonly IndexDefinition[] = [
  {
    ...base,
    slug: 'both-funds',
    name: '=Both funds, "evenly"',
    kind: 'equal-weighted',
    parameters: { constituents: ['SPY', 'AGG', 'SPLT'], returnKind: 'total' },
  },
  { ...base, slug: 'unknown-sizes', name: 'By size', kind: 'cap-weighted', parameters: {} },
];

/** Stores the indices and computes them, as a nightly run does before figures. */
export async function storeFixtureIndices(database: Database, now: Date): Promise<void> {
  const store = new IndexStore(database);
  for (const definition of FIXTURE_INDICES) await store.save(definition);
  await recomputeIndices(indexStores(database), { now });
}
