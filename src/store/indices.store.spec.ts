import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAssets } from '../../test/store/people.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import type { IndexAllocation, IndexClose, IndexDefinition } from '../domain/marketIndex.js';
import { addDays, toEpochDay, tradingDate } from '../domain/tradingDate.js';
import { newId } from './entities/columns.js';
import { IndexReader } from './indices.reader.js';
import { IndexStore } from './indices.store.js';

const FIRST = tradingDate('2020-01-02');
const day = (i: number) => addDays(FIRST, i);
const ALL = { from: null, to: null, limit: 10_000 };

let test: TestDatabase;
let store: IndexStore;
let reader: IndexReader;
let assets: string[];
beforeAll(async () => {
  test = await openTestDatabase();
  store = new IndexStore(test.database);
  reader = new IndexReader(test.database);
  assets = await addAssets(test.database, ['SPY', 'AGG', 'GLD']);
});
afterAll(() => test.drop());

const definition = (slug: string, changes: Partial<IndexDefinition> = {}): IndexDefinition => ({
  slug,
  name: 'An index',
  description: '',
  kind: 'cap-weighted',
  strategy: null,
  currency: 'USD',
  baseDate: FIRST,
  baseValue: '100.00000001',
  parameters: { weightMax: 0.25 },
  ...changes,
});

async function saved(slug: string): Promise<string> {
  await store.save(definition(slug));
  return (await reader.find(slug))?.id ?? '';
}

const close = (i: number, value: string, returnOfDay: number | null = 0.01): IndexClose => ({
  date: day(i),
  value,
  return: returnOfDay,
  divisor: '1234567.250000000000',
});

const weights = (i: number, ...given: readonly string[]): IndexAllocation[] =>
  given.map((weight, n) => ({ date: day(i), assetId: assets[n] ?? '', weight, value: '50.25' }));

describe('an index', () => {
  it('is saved under its slug, and again only where it has changed', async () => {
    expect(await store.save(definition('saved'))).toBe('added');
    expect(await store.save(definition('saved'))).toBe('unchanged');
    expect(await store.save(definition('saved', { name: 'Renamed' }))).toBe('updated');
    expect(await reader.find('saved')).toMatchObject({
      name: 'Renamed',
      baseDate: FIRST,
      baseValue: '100.00000001',
      parameters: { weightMax: 0.25 },
      strategy: null,
      firstDate: null,
    });
    expect(await reader.find('missing')).toBeNull();
  });

  it('is a history of its values, with a hash that changes with any of them', async () => {
    const id = await saved('as-a-history');
    expect(await reader.series('as-a-history')).toBeNull();
    expect(await reader.series('missing')).toBeNull();
    await store.writeCloses(id, [close(1, '101.5'), close(0, '100.00000001', null)]);
    const values = Float64Array.of(100.00000001, 101.5);
    expect(await reader.series('as-a-history')).toEqual({
      dates: Int32Array.of(toEpochDay(day(0)), toEpochDay(day(1))),
      close: values,
      adjustedClose: values,
      volume: new Float64Array(2),
    });
    const header = async () => (await reader.headers()).find(({ slug }) => slug === 'as-a-history');
    const before = await header();
    expect(before).toMatchObject({ indexId: id, lastDate: day(1) });
    await store.writeCloses(id, [close(1, '101.50000001')]);
    expect((await header())?.hash).not.toBe(before?.hash);
  });

  it.each<[Partial<IndexDefinition>, string]>([
    [{ slug: 'No' }, 'slug'],
    [{ kind: 'price-weighted' as 'strategy' }, 'kind'],
    [{ strategy: 'momentum' }, 'strategy'],
    [{ kind: 'strategy' }, 'strategy'],
    [{ currency: 'usd' }, 'currency'],
    [{ baseValue: 0 }, 'baseValue'],
    [{ baseDate: 'soon' as never }, 'baseDate'],
  ])('with %j is refused, and %s is named', async (changes, field) => {
    const refused = store.save(definition('bad', changes));
    await expect(refused).rejects.toMatchObject({ code: 'FIELD_REFUSED', detail: { field } });
  });

  it('of a strategy names one of the system’s', async () => {
    const refused = store.save(definition('follows', { kind: 'strategy', strategy: 'missing' }));
    await expect(refused).rejects.toMatchObject({ code: 'STRATEGY_UNKNOWN' });
  });

  it('keeps closes exactly, writes what is new, and reads a range of dates', async () => {
    const id = await saved('closes');
    const closes = [close(0, '100', null), close(1, '101.00000001'), close(4, '99.5', -0.0149)];
    expect(await store.writeCloses(id, closes)).toBe(3);
    expect(await store.writeCloses(id, closes)).toBe(0);
    expect(await store.writeCloses(id, [close(4, '99.6'), close(5, '100')])).toBe(2);
    expect(await store.writeCloses(id, [])).toBe(0);
    const stored = await reader.closes(id, ALL);
    expect(stored.map(({ date, value }) => [date, value])).toEqual([
      [day(0), 100],
      [day(1), 101.00000001],
      [day(4), 99.6],
      [day(5), 100],
    ]);
    expect(stored[0]).toMatchObject({ return: null, divisor: 1234567.25 });
    const part = await reader.closes(id, { from: day(1), to: day(4), limit: 10 });
    expect(part.map(({ date }) => date)).toEqual([day(1), day(4)]);
    expect(await reader.find('closes')).toMatchObject({ firstDate: day(0), lastDate: day(5) });
  });

  it('holds on a date what was last given for it', async () => {
    const id = await saved('held');
    expect(await store.writeAllocations(id, weights(0, '0.5', '0.3', '0.2'))).toBe(3);
    expect(await store.writeAllocations(id, weights(20, '0.6', '0.4'))).toBe(2);
    expect(await store.writeAllocations(id, weights(20, '0.6', '0.4'))).toBe(0);
    expect(await store.writeAllocations(id, weights(0, '0.5', '0.5'))).toBe(2);
    const on = async (i: number) =>
      (await reader.allocationsOn(id, day(i))).map(({ symbol, weight }) => [symbol, weight]);
    expect(await on(-1)).toEqual([]);
    expect(await on(10)).toEqual([
      ['AGG', 0.5],
      ['SPY', 0.5],
    ]);
    expect(await on(20)).toEqual([
      ['SPY', 0.6],
      ['AGG', 0.4],
    ]);
    expect(await reader.allocations(id, ALL)).toHaveLength(4);
    expect(await reader.allocations(id, { ...ALL, from: day(1) })).toHaveLength(2);
    const [first] = await reader.rebalancesOn(day(20), 10);
    expect(first).toMatchObject({ index: 'held', symbol: 'SPY', value: '50.25' });
  });

  it('takes no weights above 1, but those that rounding makes', async () => {
    const id = await saved('sums');
    const above = store.writeAllocations(id, weights(0, '0.5', '0.5001'));
    await expect(above).rejects.toMatchObject({
      code: 'ALLOCATIONS_ABOVE_ONE',
      detail: { value: '"1.0001"', limit: 'at most 1' },
    });
    const rounded = weights(0, '0.33333334', '0.33333334', '0.33333333');
    expect(await store.writeAllocations(id, rounded)).toBe(3);
  });

  it('goes with all that it held, and nothing of others', async () => {
    const [id, other] = [await saved('gone'), await saved('stays')];
    for (const index of [id, other]) {
      await store.writeCloses(index, [close(0, '1')]);
      await store.writeAllocations(index, weights(0, '0.5'));
    }
    await store.remove('gone');
    expect(await reader.find('gone')).toBeNull();
    expect([await reader.closes(id, ALL), await reader.allocations(id, ALL)]).toEqual([[], []]);
    expect(await reader.closes(other, ALL)).toHaveLength(1);
    await expect(store.remove('gone')).rejects.toMatchObject({ code: 'INDEX_UNKNOWN' });
  });

  it('takes one row per date, and nothing for an index that is not there', async () => {
    const id = await saved('repeated');
    const twice = store.writeCloses(id, [close(0, '1'), close(0, '2')]);
    await expect(twice).rejects.toMatchObject({ code: 'DATE_REPEATED' });
    const same = store.writeAllocations(id, [...weights(0, '0.1'), ...weights(0, '0.1')]);
    await expect(same).rejects.toMatchObject({ code: 'DATE_REPEATED' });
    for (const value of ['0', '-1', 'NaN', '1e3']) {
      const refused = store.writeCloses(id, [close(0, value)]);
      await expect(refused).rejects.toMatchObject({ code: 'FIELD_REFUSED' });
    }
    const missing = store.writeCloses(newId(), [close(0, '1')]);
    await expect(missing).rejects.toMatchObject({ code: 'INDEX_UNKNOWN' });
    expect((await reader.list()).map(({ slug }) => slug)).toContain('repeated');
  });
});
