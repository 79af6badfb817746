import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { verify } from '../../src/store/verification.js';
import { generateWarehouse, type WarehouseSize } from './generator.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const SMALL: WarehouseSize = {
  seed: 7,
  assets: 6,
  daysPerAsset: 40,
  daysPerIndex: 40,
  users: 5,
  portfolios: 8,
  backtests: 20,
  indices: 2,
};
const TABLES = [
  'assets',
  'prices',
  'price_series',
  'users',
  'strategies',
  'portfolios',
  'portfolio_holdings',
  'backtests',
  'performance_metrics',
  'indices',
  'index_values',
  'allocations',
];

let test: TestDatabase;
beforeAll(async () => void (test = await openTestDatabase()));
beforeEach(() => test.reset());
afterAll(() => test.drop());

/** Every generated row, without the clock's columns. */
async function rowsOf(size: WarehouseSize): Promise<Record<string, unknown[]>> {
  await test.reset();
  await generateWarehouse(test.database, size);
  const rows: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    rows[table] = await test.database.session.query(
      `select to_jsonb(t) - 'created_at' - 'updated_at' as row from ${table} t order by 1`,
    );
  }
  return rows;
}

it('generates the same rows from the same seed, and others from another', async () => {
  const [first, second] = [await rowsOf(SMALL), await rowsOf(SMALL)];
  expect(second).toEqual(first);
  for (const table of TABLES) expect([table, first[table]?.length]).not.toEqual([table, 0]);
  const other = await rowsOf({ ...SMALL, seed: 8 });
  for (const table of TABLES) expect(other[table]).not.toEqual(first[table]);
});

it('makes a market that verification finds no fault with', async () => {
  const { prices, backtestIds } = await generateWarehouse(test.database, SMALL);
  expect([prices, backtestIds.length]).toEqual([240, 20]);
  const found = await verify(test.database, () => undefined);
  expect(found).toMatchObject({ assets: 6, bars: 240, discrepancies: [] });
});
