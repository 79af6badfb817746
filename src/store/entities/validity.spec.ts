import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wrap } from '@mikro-orm/core';
import { openTestDatabase, type TestDatabase } from '../../../test/store/testDatabase.js';
import { tradingDate } from '../../domain/tradingDate.js';
import { Allocation } from './allocation.js';
import { ApiKey } from './apiKey.js';
import { Asset } from './asset.js';
import { Backtest } from './backtest.js';
import { newId } from './columns.js';
import { IndexValue } from './indexValue.js';
import { MarketIndex } from './marketIndex.js';
import { Portfolio, PortfolioHolding } from './portfolio.js';
import { Strategy } from './strategy.js';
import { StrategyConfig } from './strategyConfig.js';
import { User } from './user.js';

const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$bm9ib2R5';
const KEY_HASH = 'ab'.repeat(32);
const DAY = tradingDate('2020-01-02');

// Entities learn to write themselves as JSON when the database is opened.
let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

const user = (): User =>
  new User({ email: 'ann@example.org', username: 'ann', passwordHash: PASSWORD_HASH });
const strategyFields = { slug: 'mine', name: 'Mine', description: '', kind: 'bands' } as const;
const strategy = (): Strategy => new Strategy({ ...strategyFields, owner: null });
const portfolioFields = {
  slug: null,
  name: 'Savings',
  description: '',
  isPublic: true,
  initialCapital: '1000.00',
  benchmark: null,
};
const portfolio = (): Portfolio => new Portfolio({ ...portfolioFields, owner: null });
const indexFields = {
  slug: 'one',
  name: 'One',
  description: '',
  kind: 'cap-weighted',
  strategy: null,
  currency: 'USD',
  baseDate: DAY,
  baseValue: 100,
  parameters: {},
} as const;
const backtestFields = { parameters: {}, fromDate: null, toDate: null, initialCapital: 1 };

/** Makes an entity with one field changed, that field, and a value that it refuses. */
const REFUSED: readonly (readonly [
  entity: string,
  field: string,
  make: (changes: object) => unknown,
  value: unknown,
])[] = [
  ['Strategy', 'slug', (it) => new Strategy({ ...strategyFields, owner: null, ...it }), 'A b'],
  ['Strategy', 'kind', (it) => new Strategy({ ...strategyFields, owner: null, ...it }), 'luck'],
  ['StrategyConfig', 'version', makeConfig, 0],
  ['StrategyConfig', 'parameters', makeConfig, []],
  ['Portfolio', 'name', (it) => new Portfolio({ ...portfolioFields, owner: null, ...it }), ''],
  ['Portfolio', 'slug', (it) => new Portfolio({ ...portfolioFields, owner: null, ...it }), '-'],
  [
    'Portfolio',
    'isPublic',
    (it) => new Portfolio({ ...portfolioFields, owner: null, ...it }),
    false,
  ],
  [
    'Portfolio',
    'initialCapital',
    (it) => new Portfolio({ ...portfolioFields, owner: null, ...it }),
    '-1',
  ],
  ['PortfolioHolding', 'allocation', makeHolding, '1.0001'],
  ['PortfolioHolding', 'allocation', makeHolding, 0.12345],
  ['Backtest', 'strategyVersion', makeBacktest, 1.5],
  ['Backtest', 'initialCapital', makeBacktest, 'much'],
  ['MarketIndex', 'baseValue', (it) => new MarketIndex({ ...indexFields, ...it }), 0],
  ['MarketIndex', 'currency', (it) => new MarketIndex({ ...indexFields, ...it }), 'dollar'],
  ['IndexValue', 'value', makeClose, '-1'],
  ['IndexValue', 'date', makeClose, '2020-02-30'],
  ['Allocation', 'weight', makeAllocation, '1.5'],
];

function makeConfig(changes: object) {
  const fields = { strategy: strategy(), version: 1, name: 'first', parameters: {} };
  return new StrategyConfig({ ...fields, ...changes });
}
const asset = (): Asset => new Asset({ symbol: 'SPY' });
function makeHolding(changes: object) {
  return new PortfolioHolding({
    portfolio: portfolio(),
    asset: asset(),
    allocation: 1,
    ...changes,
  });
}
function makeBacktest(changes: object) {
  const on = { user: null, portfolio: portfolio(), strategy: strategy(), strategyVersion: 1 };
  return new Backtest({ ...backtestFields, ...on, ...changes });
}
function makeClose(changes: object) {
  const fields = { date: DAY, value: '1', return: null, divisor: null };
  return new IndexValue({ index: new MarketIndex(indexFields), ...fields, ...changes });
}
function makeAllocation(changes: object) {
  const fields = { date: DAY, weight: '0.5', value: '1.00' };
  const of = { index: new MarketIndex(indexFields), asset: asset() };
  return new Allocation({ ...of, ...fields, ...changes });
}

describe('entities', () => {
  it.each(REFUSED)('no %s is made with a bad %s', (_, field, make, value) => {
    expect(make({})).toBeDefined();
    let thrown: unknown;
    try {
      make({ [field]: value });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      name: 'HighwaterError',
      code: 'FIELD_REFUSED',
      detail: { field, value: expect.anything(), limit: expect.any(String) },
    });
  });

  it('hold decimals as decimals, and begin as what they are', () => {
    expect(portfolio().initialCapital.toFixed(2)).toBe('1000.00');
    expect(makeHolding({ allocation: 0.1 }).allocation.toFixed()).toBe('0.1');
    expect(makeBacktest({})).toMatchObject({ status: 'pending', attempts: 0 });
    expect(strategy().isSystem).toBe(true);
    expect(new Strategy({ ...strategyFields, owner: user() }).isSystem).toBe(false);
    expect(makeConfig({}).active).toBe(false);
  });

  it('are stored as they were made, by what the database accepts', async () => {
    const made = portfolio();
    await test.database.session.execute(
      `insert into portfolios (id, name, is_public, initial_capital) values ($1, $2, $3, $4)`,
      [made.id, made.name, made.isPublic, made.initialCapital.toFixed()],
    );
    const found = await test.database.orm.em.fork().findOneOrFail(Portfolio, { id: made.id });
    expect(found.initialCapital.eq(made.initialCapital)).toBe(true);
    expect(found).toBeInstanceOf(Portfolio);
  });
});

describe('what entities tell', () => {
  it('is never a hash, of a user or a key that was just made', () => {
    const key = new ApiKey({
      userId: newId(),
      name: 'laptop',
      prefix: 'hw_0123456789',
      keyHash: KEY_HASH,
      expiresAt: null,
    });
    for (const [entity, hash] of [
      [user(), PASSWORD_HASH],
      [key, KEY_HASH],
    ] as const) {
      for (const told of [
        JSON.stringify(entity),
        JSON.stringify({ nested: [entity] }),
        JSON.stringify(wrap(entity).toObject()),
        JSON.stringify(wrap(entity).toJSON()),
      ]) {
        expect(told).toContain(entity.id);
        expect(told).not.toContain(hash);
        expect(told.toLowerCase()).not.toContain('hash');
      }
    }
  });

  it('is never a hash, of one that was read with it', async () => {
    const { session, orm } = test.database;
    const ann = user();
    await session.execute(
      'insert into users (id, email, username, password_hash) values ($1, $2, $3, $4)',
      [ann.id, ann.email, ann.username, PASSWORD_HASH],
    );
    await session.execute(
      `insert into api_keys (id, user_id, name, prefix, key_hash) values ($1, $2, 'k', 'hw_1', $3)`,
      [newId(), ann.id, KEY_HASH],
    );
    const em = orm.em.fork();
    const read = await em.findOneOrFail(User, { id: ann.id }, { populate: ['passwordHash'] });
    const keys = await em.find(ApiKey, {}, { populate: ['keyHash', 'user'] });
    expect(keys).toHaveLength(1);
    expect(JSON.stringify(read)).toContain('ann@example.org');
    expect(JSON.stringify([read, keys])).not.toMatch(/argon2id|abababab|hash/i);
    const plain = await em.fork().findOneOrFail(User, { id: ann.id });
    expect(inspect(plain)).not.toContain('argon2id');
  });
});

describe('keys', () => {
  it('are UUIDs of version 7, which sort by the time they were made at', async () => {
    const before = Date.now();
    const made: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      made.push(newId());
      await new Promise((resolve) => setTimeout(resolve, i % 10 === 0 ? 2 : 0));
    }
    for (const id of [...made, portfolio().id, user().id, strategy().id]) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
    expect(made.toSorted()).toEqual(made);
    const sorted = await test.database.session.query<{ id: string }>(
      'select id from unnest($1::uuid[]) as made (id) order by id',
      [made.toReversed()],
    );
    expect(sorted.map(({ id }) => id)).toEqual(made);
  });
});
