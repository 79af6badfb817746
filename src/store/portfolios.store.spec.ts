import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAssets, addUser } from '../../test/store/people.js';
import { recordStatements } from '../../test/store/recordingDatabase.js';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import type { HoldingDraft, PortfolioDraft } from '../domain/portfolio.js';
import { newId } from './entities/columns.js';
import { PortfolioReader } from './portfolios.reader.js';
import { PortfolioStore } from './portfolios.store.js';

let test: TestDatabase;
let store: PortfolioStore;
let reader: PortfolioReader;
let [ann, bob] = ['', ''];
beforeAll(async () => {
  test = await openTestDatabase();
  store = new PortfolioStore(test.database);
  reader = new PortfolioReader(test.database);
  await addAssets(test.database, ['SPY', 'AGG', 'GLD', 'TLT']);
  [ann, bob] = [await addUser(test.database, 'ann'), await addUser(test.database, 'bob')];
});
afterAll(() => test.drop());

const draft = (changes: Partial<PortfolioDraft> = {}): PortfolioDraft => ({
  name: 'Savings',
  description: 'For later.',
  isPublic: false,
  initialCapital: '10000.00',
  benchmark: 'SPY',
  holdings: [
    { symbol: 'SPY', allocation: '0.6' },
    { symbol: 'AGG', allocation: 0.4 },
  ],
  ...changes,
});
const PAGE = { limit: 100, after: null };
const holdingsOf = async (id: string): Promise<unknown> =>
  (await reader.find(id, ann))?.holdings.map(({ symbol, allocation }) => [symbol, allocation]);

describe('a portfolio', () => {
  it('comes back as it was stored, its largest holding first', async () => {
    const id = await store.create(ann, draft());
    expect(await reader.find(id, ann)).toMatchObject({
      id,
      slug: null,
      name: 'Savings',
      isPublic: false,
      isOwn: true,
      initialCapital: '10000.00',
      benchmark: 'SPY',
      holdings: [
        { symbol: 'SPY', name: null, allocation: '0.6000' },
        { symbol: 'AGG', name: null, allocation: '0.4000' },
      ],
    });
  });

  it.each<[Partial<PortfolioDraft>, string, string, string]>([
    [{ name: '' }, 'FIELD_REFUSED', 'name', '""'],
    [{ name: 'x'.repeat(101) }, 'FIELD_REFUSED', 'name', `"${'x'.repeat(99)}…`],
    [{ name: 'two\nlines' }, 'FIELD_REFUSED', 'name', '"two\\nlines"'],
    [{ description: 'a\0b' }, 'FIELD_REFUSED', 'description', '"a\\u0000b"'],
    [{ initialCapital: '0' }, 'FIELD_REFUSED', 'initialCapital', '"0"'],
    [{ initialCapital: '10000000000' }, 'FIELD_REFUSED', 'initialCapital', '"10000000000"'],
    [{ initialCapital: '1.001' }, 'FIELD_REFUSED', 'initialCapital', '"1.001"'],
    [{ initialCapital: NaN }, 'FIELD_REFUSED', 'initialCapital', 'NaN'],
    [{ initialCapital: '0x10' }, 'FIELD_REFUSED', 'initialCapital', '"0x10"'],
    [{ benchmark: 'spy' }, 'FIELD_REFUSED', 'benchmark', '"spy"'],
    [{ benchmark: 'NONE' }, 'SYMBOL_UNKNOWN', 'symbol', '"NONE"'],
    [
      { holdings: [{ symbol: 'SPY', allocation: '-0.1' }] },
      'FIELD_REFUSED',
      'allocation',
      '"-0.1"',
    ],
    [{ holdings: [{ symbol: 'SPY', allocation: 1.1 }] }, 'FIELD_REFUSED', 'allocation', '1.1'],
    [
      { holdings: [{ symbol: 'SPY', allocation: 0.00001 }] },
      'FIELD_REFUSED',
      'allocation',
      '0.00001',
    ],
    [
      { holdings: ['SPY', 'SPY'].map((symbol) => ({ symbol, allocation: '0.1' })) },
      'HOLDING_REPEATED',
      'holdings[1].symbol',
      '"SPY"',
    ],
    [
      { holdings: ['SPY', 'AGG'].map((symbol) => ({ symbol, allocation: '0.50005' })) },
      'FIELD_REFUSED',
      'allocation',
      '"0.50005"',
    ],
    [
      {
        holdings: [
          { symbol: 'SPY', allocation: '0.5' },
          { symbol: 'AGG', allocation: '0.5001' },
        ],
      },
      'ALLOCATIONS_ABOVE_ONE',
      'sum of allocations',
      '"1.0001"',
    ],
  ])('with %j is refused by %s, which names the %s and %s', async (changes, code, field, value) => {
    const before = await test.database.session.query('select id from portfolios');
    await expect(store.create(ann, draft(changes))).rejects.toMatchObject({
      code,
      detail: { field, value, limit: expect.any(String) },
    });
    expect(await test.database.session.query('select id from portfolios')).toEqual(before);
  });

  it('needs an owner that is there', async () => {
    await expect(store.create(newId(), draft())).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
  });

  it('writes only the holdings that change', async () => {
    const id = await store.create(ann, draft());
    expect(await store.replaceHoldings(id, ann, draft().holdings)).toBe(0);
    const changed: HoldingDraft[] = [
      { symbol: 'SPY', allocation: '0.6' },
      { symbol: 'AGG', allocation: '0.1' },
      { symbol: 'GLD', allocation: '0.3' },
    ];
    expect(await store.replaceHoldings(id, ann, changed)).toBe(2);
    expect(await store.replaceHoldings(id, ann, changed.slice(1))).toBe(1);
    expect(await holdingsOf(id)).toEqual([
      ['GLD', '0.3000'],
      ['AGG', '0.1000'],
    ]);
    expect(await store.replaceHoldings(id, ann, [])).toBe(2);
  });

  it('holds what one of two replacements at once has given, never a mixture above 1', async () => {
    const id = await store.create(ann, draft());
    const halves = (one: string, two: string): HoldingDraft[] => [
      { symbol: one, allocation: '0.9' },
      { symbol: two, allocation: '0.1' },
    ];
    await Promise.all([
      store.replaceHoldings(id, ann, halves('SPY', 'GLD')),
      store.replaceHoldings(id, ann, halves('AGG', 'TLT')),
    ]);
    expect([
      [
        ['SPY', '0.9000'],
        ['GLD', '0.1000'],
      ],
      [
        ['AGG', '0.9000'],
        ['TLT', '0.1000'],
      ],
    ]).toContainEqual(await holdingsOf(id));
  });

  it('of another looks like one that is missing', async () => {
    const id = await store.create(ann, draft());
    const open = await store.create(ann, draft({ isPublic: true }));
    for (const missing of [id, newId(), 'nonsense']) {
      expect(await reader.find(missing, bob)).toBeNull();
      expect(await reader.find(missing, null)).toBeNull();
      const refusal = { code: 'PORTFOLIO_UNKNOWN', kind: 'not-found' };
      await expect(store.delete(missing, bob)).rejects.toMatchObject(refusal);
      await expect(store.replaceHoldings(missing, bob, [])).rejects.toMatchObject(refusal);
      await expect(store.delete(missing, null)).rejects.toMatchObject(refusal);
    }
    expect(await reader.find(open, bob)).toMatchObject({ id: open, isOwn: false });
    await expect(store.delete(open, bob)).rejects.toMatchObject({ code: 'PORTFOLIO_UNKNOWN' });
    await store.delete(id, ann);
    expect(await reader.find(id, ann)).toBeNull();
  });
});

describe('lists of portfolios', () => {
  it('take two statements, however many portfolios there are', async () => {
    for (let i = 0; i < 30; i += 1) {
      await store.create(bob, draft({ name: `Number ${i}`, isPublic: i % 2 === 0 }));
    }
    const { database, statements } = recordStatements(test.database);
    const { rows } = await new PortfolioReader(database).list({
      ...PAGE,
      scope: 'own',
      visibleTo: bob,
    });
    expect(rows).toHaveLength(30);
    expect(rows.every(({ holdings }) => holdings.length === 2)).toBe(true);
    expect(statements).toHaveLength(2);
  });

  it('show the public ones to everyone and the rest to their owner, page by page', async () => {
    const names = async (scope: 'own' | 'public' | 'visible', visibleTo: string | null) => {
      const seen: string[] = [];
      let after: Parameters<PortfolioReader['list']>[0]['after'] = null;
      do {
        const page = await reader.list({ scope, visibleTo, limit: 7, after });
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(new Set(seen).size).toBe(seen.length);
      return seen.length;
    };
    const [counted] = await test.database.session.query<Record<string, number>>(
      `select count(*) filter (where is_public)::int as open,
         count(*) filter (where owner_id = $1)::int as own,
         count(*) filter (where is_public or owner_id = $1)::int as seen from portfolios`,
      [ann],
    );
    expect(await names('public', null)).toBe(counted?.['open']);
    expect(await names('own', ann)).toBe(counted?.['own']);
    expect(await names('own', null)).toBe(0);
    expect(await names('visible', ann)).toBe(counted?.['seen']);
  });
});
