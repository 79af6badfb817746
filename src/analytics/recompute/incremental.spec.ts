import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestDatabase, type TestDatabase } from '../../../test/store/testDatabase.js';
import { ChangingMarket, type Change } from '../../../test/store/changingMarket.js';
import { WINDOWS } from '../../domain/window.js';
import { recompute, recomputeStores, type RecomputeRequest } from './recompute.js';

const SEED = Number(process.env['FC_SEED'] ?? 4004);

let test: TestDatabase;
let market: ChangingMarket;
beforeAll(async () => {
  test = await openTestDatabase();
});
beforeEach(async () => {
  await test.reset();
  market = await ChangingMarket.begin(test.database);
});
afterAll(() => test.drop());

const run = (changes: Partial<RecomputeRequest> = {}) =>
  recompute(recomputeStores(test.database), {
    source: 'csv',
    benchmark: market.benchmark,
    riskFreeRate: market.riskFreeRate,
    runId: market.runId,
    now: market.now,
    ...changes,
  });

/** Everything that the published figures say, to the bit: floats as the database prints them. */
const published = () =>
  test.database.session.query<Record<string, unknown>>(
    `select f.*, null as snapshot_id from risk_figures f
     join snapshots s on s.id = f.snapshot_id and s.status = 'published' order by subject_id`,
  );

const CHANGES: fc.Arbitrary<Change> = fc.constantFrom(
  'a day for some',
  'a day for all',
  'a restatement',
  'a dividend',
  'another benchmark',
  'an index as benchmark',
  'another rate',
  'a series of rates',
  'rates restated',
  'an asset more',
  'an asset less',
  'an index close',
  'a name',
);

describe('a recompute of what has changed', () => {
  it(`ends where a full one does, whatever happened before (seed ${String(SEED)})`, async () => {
    const [changes] = fc.sample(fc.array(CHANGES, { minLength: 12, maxLength: 12 }), {
      seed: SEED,
      numRuns: 1,
    });
    await run();
    for (const change of changes ?? []) {
      await market.apply(change);
      await run();
      const incremental = await published();
      await run({ isFull: true });
      expect([change, await published()]).toEqual([change, incremental]);
      expect(incremental.length).toBeGreaterThan(2);
    }
  }, 120_000);

  it.each<[Change, number]>([
    ['a day for some', 2],
    ['a restatement', 1],
    ['a dividend', 1],
    ['an asset more', 1],
    ['an asset less', 0],
    ['an index close', 1],
    ['a name', 0],
  ])('computes after %s only the %d that it concerns', async (change, computed) => {
    await run();
    await market.apply(change);
    const { subjectsComputed, figuresWritten, snapshot } = await run();
    expect(subjectsComputed).toBe(computed);
    expect(figuresWritten).toBe((await published()).length * WINDOWS.length);
    expect((await run()).snapshot).toEqual(snapshot);
  });

  it.each<Change>(['another benchmark', 'another rate', 'a series of rates'])(
    'computes all after %s',
    async (change) => {
      await run();
      await market.apply(change);
      expect((await run()).subjectsComputed).toBe((await published()).length);
    },
  );

  it('computes all after a new day of the benchmark, and after other definitions', async () => {
    await run();
    await market.apply('a day of the benchmark');
    const all = (await published()).length;
    expect((await run()).subjectsComputed).toBe(all);
    await test.database.session.execute(`update snapshots set fingerprint = repeat('0', 64)`);
    await test.database.session.execute(`update risk_figures set inputs = repeat('0', 64)`);
    expect((await run()).subjectsComputed).toBe(all);
  });

  it('measures against a benchmark that is no longer refreshed', async () => {
    const before = await run();
    await market.deactivate(market.benchmark);
    const after = await run();
    expect(after.snapshot?.id).not.toBe(before.snapshot?.id);
    const rows = await test.database.session.query<{ missing: number; n: number }>(
      `select count(*)::int as n, count(*) filter (where beta is null)::int as missing
       from risk_metrics m join snapshots s on s.id = m.snapshot_id and s.status = 'published'
       where m."window" = 'max' and m.asset_id is not null`,
    );
    expect(rows[0]?.n).toBeGreaterThan(1);
    expect(rows[0]?.missing).toBe(0);
    expect(after.subjectsComputed).toBe(0);
  });

  it('refuses a series of rates that is not stored, and says how to bring it', async () => {
    const refusal = { code: 'RATES_NOT_FOUND', message: expect.stringContaining('rates import') };
    await expect(run({ riskFreeRate: 'DGS3MO' })).rejects.toMatchObject(refusal);
    expect(await published()).toEqual([]);
  });

  it('keeps what was published before', async () => {
    const first = (await run()).snapshot!;
    const inputs = await recomputeStores(test.database).snapshots.inputsOf(first.id);
    await market.apply('a restatement');
    await run();
    expect(await recomputeStores(test.database).snapshots.inputsOf(first.id)).toEqual(inputs);
  });
});
