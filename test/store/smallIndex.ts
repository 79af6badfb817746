import { tradingDate } from '../../src/domain/tradingDate.js';
import type { Database } from '../../src/store/database.js';
import { IndexComputationStore } from '../../src/store/indexComputations.store.js';
import { IndexReader } from '../../src/store/indices.reader.js';
import { IndexStore } from '../../src/store/indices.store.js';
import { MarketCapStore } from '../../src/store/marketCaps.store.js';

const DATE = tradingDate('2024-01-02');

/**
 * An index with a row in each of its tables, and what its fund is worth: the same each time but for
 * keys and clocks.
 */
export async function storeSmallIndex(
  database: Database,
  assetId: string,
  computedAt: Date,
): Promise<void> {
  await new IndexStore(database).save({
    slug: 'small',
    name: 'A small index',
    description: 'Of one fund.',
    kind: 'cap-weighted',
    strategy: null,
    currency: 'USD',
    baseDate: DATE,
    baseValue: '100.00000001',
    parameters: { weightMax: 0.5, constituents: ['SPY'] },
  });
  const indexId = (await new IndexReader(database).find('small'))?.id ?? '';
  const sides = { levelBefore: 100, levelAfter: 100, divisorBefore: 1 / 3, divisorAfter: 2 / 3 };
  const computations = new IndexComputationStore(database);
  const inputs = 'a'.repeat(64);
  await computations.replace(indexId, {
    inputs,
    computedAt,
    closes: [{ date: DATE, value: '100.00000001', return: 0.01, divisor: '0.333333333333' }],
    allocations: [{ date: DATE, assetId, weight: '0.5', value: '12.34' }],
    events: [{ ...sides, date: DATE, kind: 'entry', assetId, detail: { shares: 7 } }],
    notes: [],
  });
  const worth = { marketCap: '1000000.25', sharesOutstanding: 7n, source: 'csv' };
  await new MarketCapStore(database).write([{ ...worth, assetId, date: DATE }]);
  const problem = { code: 'INDEX_EMPTY', message: 'Nothing can be held.' };
  await computations.refuse(indexId, { ...problem, inputs, computedAt });
}
