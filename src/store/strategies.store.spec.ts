import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addUser } from '../../test/store/people.js';
import { recordStatements } from '../../test/store/recordingDatabase.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import type { StrategyDraft } from '../domain/strategyDefinition.js';
import { BacktestStore } from './backtests.store.js';
import { newId } from './entities/columns.js';
import { PortfolioStore } from './portfolios.store.js';
import { StrategyReader } from './strategies.reader.js';
import { StrategyStore } from './strategies.store.js';

let test: TestDatabase;
let store: StrategyStore;
let reader: StrategyReader;
let [ann, bob] = ['', ''];
beforeAll(async () => {
  test = await openTestDatabase();
  store = new StrategyStore(test.database);
  reader = new StrategyReader(test.database);
  [ann, bob] = [await addUser(test.database, 'ann'), await addUser(test.database, 'bob')];
  await store.saveSystem(
    { slug: 'momentum', name: 'Momentum', description: '', kind: 'momentum' },
    { name: 'defaults', parameters: { top: 3 } },
  );
});
afterAll(() => test.drop());

const draft = (slug: string): StrategyDraft => ({
  slug,
  name: 'My own',
  description: '',
  kind: 'momentum',
});
const version = (parameters: Record<string, unknown> = { top: 1 }) => ({ name: 'v', parameters });
const PAGE = { limit: 100, after: null };

describe('a strategy', () => {
  it('begins with its first version, which is active', async () => {
    const id = await store.create(ann, draft('one'), version({ top: 5 }));
    expect(await reader.find(id, ann)).toMatchObject({
      id,
      slug: 'one',
      isSystem: false,
      isOwn: true,
      version: 1,
      parameters: { top: 5 },
    });
  });

  it('numbers versions that are added at once one after the other', async () => {
    const id = await store.create(ann, draft('versions'), version());
    const adding = Array.from({ length: 8 }, (_, i) => store.addVersion(id, ann, version({ i })));
    const numbers = await Promise.all(adding);
    expect(numbers.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const versions = await reader.versions(id, ann, 100);
    expect(versions.map((it) => it.version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(versions.filter(({ active }) => active)).toHaveLength(1);
  });

  it('has exactly one active version, whichever is made so, however many at once', async () => {
    const id = await store.create(ann, draft('active'), version());
    expect(await store.addVersion(id, ann, version(), false)).toBe(2);
    expect((await reader.find(id, ann))?.version).toBe(1);
    await Promise.all([1, 2, 1, 2, 2].map((number) => store.activate(id, ann, number)));
    const active = (await reader.versions(id, ann, 9)).filter((it) => it.active);
    expect(active).toHaveLength(1);
    await store.activate(id, ann, 2);
    expect((await reader.find('active', ann))?.version).toBe(2);
    await expect(store.activate(id, ann, 3)).rejects.toMatchObject({ code: 'VERSION_UNKNOWN' });
    expect((await reader.find(id, ann))?.version).toBe(2);
  });

  it('of another looks like one that is missing', async () => {
    const id = await store.create(ann, draft('private'), version());
    const system = (await reader.find('momentum', null))?.id ?? '';
    for (const [missing, caller] of [
      [id, bob],
      [newId(), ann],
      ['nonsense', ann],
      [system, ann],
    ] as const) {
      const refusal = { code: 'STRATEGY_UNKNOWN', kind: 'not-found' };
      await expect(store.delete(missing, caller)).rejects.toMatchObject(refusal);
      await expect(store.activate(missing, caller, 1)).rejects.toMatchObject(refusal);
      await expect(store.addVersion(missing, caller, version())).rejects.toMatchObject(refusal);
    }
    expect(await reader.find(id, bob)).toBeNull();
    expect(await reader.versions(id, bob, 9)).toEqual([]);
    await expect(store.follow(bob, id)).rejects.toMatchObject({ code: 'STRATEGY_UNKNOWN' });
  });

  it('that has backtests is kept', async () => {
    const id = await store.create(ann, draft('tested'), version());
    const portfolioId = await new PortfolioStore(test.database).create(ann, {
      name: 'Empty',
      description: '',
      isPublic: false,
      initialCapital: 1,
      benchmark: null,
      holdings: [],
    });
    const backtest = { parameters: {}, fromDate: null, toDate: null, initialCapital: 1 };
    const backtests = new BacktestStore(test.database);
    await backtests.create({ ...backtest, userId: ann, portfolioId, strategyId: id });
    await expect(store.delete(id, ann)).rejects.toMatchObject({
      code: 'STRATEGY_IN_USE',
      kind: 'conflict',
    });
    await new PortfolioStore(test.database).delete(portfolioId, ann);
    await store.delete(id, ann);
    expect(await reader.find(id, ann)).toBeNull();
  });

  it.each([
    [{ slug: 'Not A Slug' }, 'FIELD_REFUSED', 'slug'],
    [{ slug: 'risk-parity' }, 'SLUG_RESERVED', 'slug'],
    [{ name: ' ' }, 'FIELD_REFUSED', 'name'],
    [{ kind: 'luck' as 'momentum' }, 'FIELD_REFUSED', 'kind'],
  ])('with %j is refused by %s', async (changes, code, field) => {
    const refused = store.create(ann, { ...draft('fine'), ...changes }, version());
    await expect(refused).rejects.toMatchObject({ code, detail: { field } });
  });

  it.each([
    ['a list', [1] as unknown as Record<string, unknown>],
    ['a date', { from: new Date(0) }],
    ['nothing', { a: undefined }],
    ['not a number', { a: NaN }],
    ['NUL', { a: '\0' }],
    ['half a character', { a: '\ud800' }],
    ['too much', { a: 'x'.repeat(17_000) }],
    ['too deep', { a: { b: { c: { d: { e: { f: { g: { h: { i: 1 } } } } } } } } }],
  ])('has no parameters that are or hold %s', async (_, parameters) => {
    const refused = store.create(ann, draft('fine'), { name: 'v', parameters });
    await expect(refused).rejects.toMatchObject({
      code: 'FIELD_REFUSED',
      detail: { field: 'parameters' },
    });
  });

  it('has a slug that no other has', async () => {
    await store.create(ann, draft('taken'), version());
    const again = store.create(bob, draft('taken'), version());
    await expect(again).rejects.toMatchObject({ code: 'SLUG_TAKEN', kind: 'conflict' });
    const system = store.saveSystem(draft('taken'), version());
    await expect(system).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
  });

  it('is followed and left, once each', async () => {
    const id = (await reader.find('momentum', null))?.id ?? '';
    expect([await store.follow(bob, id), await store.follow(bob, id)]).toEqual([true, false]);
    const followed = await reader.list({ ...PAGE, visibleTo: bob, isFollowed: true });
    expect(followed.rows.map(({ slug }) => slug)).toEqual(['momentum']);
    expect((await reader.find(id, ann))?.isFollowed).toBe(false);
    expect([await store.unfollow(bob, id), await store.unfollow(bob, id)]).toEqual([true, false]);
    await expect(store.follow(newId(), id)).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
  });

  it('is listed with its active parameters in one statement', async () => {
    const { database, statements } = recordStatements(test.database);
    const { rows } = await new StrategyReader(database).list({ ...PAGE, visibleTo: ann });
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.every(({ parameters }) => parameters !== null)).toBe(true);
    expect(statements).toHaveLength(1);
    const everyone = await reader.list({ ...PAGE, visibleTo: null });
    expect(everyone.rows.map(({ slug }) => slug)).toEqual(['momentum']);
  });

  it('of the system gets a new version when its parameters change, and only then', async () => {
    const system = { slug: 'bands', name: 'Bands', description: '', kind: 'bands' } as const;
    expect(await store.saveSystem(system, version({ a: 1, b: 2 }))).toBe('added');
    expect(await store.saveSystem(system, version({ b: 2, a: 1 }))).toBe('unchanged');
    expect(await store.saveSystem(system, version({ a: 2 }))).toBe('updated');
    expect(await store.saveSystem({ ...system, name: 'Wide' }, version({ a: 2 }))).toBe('updated');
    expect(await reader.find('bands', null)).toMatchObject({ name: 'Wide', version: 2 });
  });
});
