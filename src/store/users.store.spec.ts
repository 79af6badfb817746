import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { ApiKeyStore } from './apiKeys.store.js';
import { newId } from './entities/columns.js';
import { ApiKey } from './entities/apiKey.js';
import { User, type UserDraft } from './entities/user.js';
import { UserStore } from './users.store.js';

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$dGFn';
const AT = new Date('2025-01-01T12:00:00.000Z');
const draft = (name: string, more: Partial<UserDraft> = {}): UserDraft => ({
  email: `${name}@example.com`,
  username: name,
  passwordHash: HASH,
  ...more,
});

let test: TestDatabase;
let users: UserStore;
let keys: ApiKeyStore;
beforeAll(async () => {
  test = await openTestDatabase();
  users = new UserStore(test.database);
  keys = new ApiKeyStore(test.database);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.session.execute('delete from backtests');
  await test.database.session.execute('delete from users');
  await test.database.session.execute('delete from strategies');
});

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
  const id = newId();
  const columns = Object.entries({ id, ...row });
  await test.database.session.execute(
    `insert into ${table} (${columns.map(([name]) => name).join(', ')})
     values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    columns.map(([, value]) => value),
  );
  return id;
}

describe('users', () => {
  it('are added and found by address in any case, without their hash unless it is asked for', async () => {
    const added = await users.add(draft('Ann', { tier: 'pro' }));
    expect(added).toMatchObject({ email: 'Ann@example.com', username: 'Ann', tier: 'pro' });
    expect(added.emailVerifiedAt).toBeNull();
    expect(Math.abs(Date.now() - Date.parse(added.createdAt))).toBeLessThan(60_000);
    expect(await users.findByEmail(' ANN@EXAMPLE.COM ')).toEqual(added);
    expect(await users.findCredentials('ann@example.com')).toEqual({
      ...added,
      passwordHash: HASH,
    });
    expect(await users.findCredentialsById(added.id)).toEqual({ ...added, passwordHash: HASH });
    expect(await users.findByEmail('bob@example.com')).toBeNull();
    expect(await users.findCredentialsById(newId())).toBeNull();
    await users.add(draft('aaron'));
    expect((await users.list()).map(({ username }) => username)).toEqual(['aaron', 'Ann']);
  });

  it('are unique by address and by name, without regard to case', async () => {
    await users.add(draft('ann'));
    await expect(users.add(draft('bob', { email: 'ANN@example.com' }))).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
      kind: 'conflict',
      detail: { field: 'email', value: 'ANN@example.com' },
    });
    await expect(users.add(draft('bob', { username: 'Ann' }))).rejects.toMatchObject({
      code: 'USERNAME_TAKEN',
      detail: { field: 'username', value: 'Ann' },
    });
  });

  it('are unique under concurrency too', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => users.add(draft(i % 2 === 0 ? 'ann' : 'ANN'))),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const it of all) {
      if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'EMAIL_TAKEN' });
    }
  });

  it('are valid from their constructor, and show no hash', () => {
    const user = new User(draft('ann', { emailVerifiedAt: AT }));
    expect(user).toMatchObject({ subscriptionTier: 'free', emailVerifiedAt: AT });
    expect(user.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(user.passwordHash).toBe(HASH);
    expect(JSON.stringify(user)).toContain('ann@example.com');
    expect(JSON.stringify(user)).not.toContain('argon2');
    const changes: Partial<UserDraft>[] = [
      { email: 'ann' },
      { username: '' },
      { tier: 'x' as 'pro' },
    ];
    for (const change of changes) {
      expect(() => new User(draft('ann', change))).toThrow(/cannot be .*: it must be/);
    }
    expect(() => new User(draft('ann', { passwordHash: 'hunter2' }))).toThrow('argon2id');
    expect(() => new User(draft('ann', { passwordHash: 'hunter2' }))).not.toThrow('hunter2');
  });

  it('show no hash when the ORM reads them', async () => {
    await users.add(draft('ann'));
    const found = await test.database.orm.em.fork().findOneOrFail(User, { username: 'ann' });
    expect(JSON.stringify(found)).toContain('ann@example.com');
    expect(JSON.stringify(found)).not.toContain('argon2');
  });

  it('are verified once', async () => {
    await users.add(draft('ann'));
    expect(await users.markVerified('ANN@example.com', AT)).toBe(true);
    expect(await users.markVerified('ann@example.com', new Date())).toBe(true);
    expect((await users.findByEmail('ann@example.com'))?.emailVerifiedAt).toBe(AT.toISOString());
    expect(await users.markVerified('bob@example.com', AT)).toBe(false);
  });

  it('get another hash, and a renewed one only while the password is the same', async () => {
    const { id } = await users.add(draft('ann'));
    expect(await users.setPasswordHash(id, `${HASH}1`)).toBe(true);
    expect(await users.renewPasswordHash(id, HASH, `${HASH}2`)).toBe(false);
    expect(await users.renewPasswordHash(id, `${HASH}1`, `${HASH}2`)).toBe(true);
    expect((await users.findCredentialsById(id))?.passwordHash).toBe(`${HASH}2`);
    expect(await users.setPasswordHash(newId(), HASH)).toBe(false);
  });

  it('are found through their index', async () => {
    const rows = await test.database.transaction(async (session) => {
      await session.execute('set local enable_seqscan = off');
      return session.query<{ 'QUERY PLAN': string }>(
        `explain select * from users u where lower(u.email) = 'ann@example.com'`,
      );
    });
    expect(rows.map((row) => row['QUERY PLAN']).join()).toContain('users_email_unique');
  });
});

describe('removing a user', () => {
  const strategy = (slug: string, owner: string | null): Promise<string> =>
    insert('strategies', {
      slug,
      name: slug,
      kind: 'buy-and-hold',
      owner_id: owner,
      is_system: owner === null,
    });
  const portfolio = (owner: string): Promise<string> =>
    insert('portfolios', { name: 'p', owner_id: owner, initial_capital: 1000 });
  const backtest = (portfolioId: string, strategyId: string, user: string | null) =>
    insert('backtests', {
      ...{ portfolio_id: portfolioId, strategy_id: strategyId, user_id: user },
      ...{ strategy_version: 1, initial_capital: 1000 },
    });

  it('takes along exactly what is theirs', async () => {
    const [ann, bob] = [await users.add(draft('ann')), await users.add(draft('bob'))];
    const system = await strategy('hold', null);
    const [anns, bobs] = [await strategy('anns', ann.id), await strategy('bobs', bob.id)];
    const [mine, theirs] = [await portfolio(ann.id), await portfolio(bob.id)];
    await backtest(mine, anns, ann.id);
    await backtest(mine, system, ann.id);
    await backtest(theirs, bobs, bob.id);
    for (const { id, username } of [ann, bob]) {
      const key = { userId: id, name: 'k', prefix: `hw_${username}`, keyHash: 'a'.repeat(64) };
      await keys.add({ ...key, expiresAt: null });
    }
    const removed = { apiKeys: 1, strategies: 1, portfolios: 1, backtests: 2 };
    expect(await users.remove('ANN@example.com')).toEqual(removed);
    expect(await users.remove('ann@example.com')).toBeNull();
    const left = await test.database.session.query(
      `select (select count(*)::int from users) as users,
         (select count(*)::int from api_keys) as keys,
         (select array_agg(slug order by slug) from strategies) as strategies,
         (select count(*)::int from portfolios where id = $1) as portfolios,
         (select count(*)::int from backtests) as backtests`,
      [theirs],
    );
    expect(left).toEqual([
      { users: 1, keys: 1, strategies: ['bobs', 'hold'], portfolios: 1, backtests: 1 },
    ]);
  });

  it("is refused while another's backtest rests on their strategy", async () => {
    const [ann, bob] = [await users.add(draft('ann')), await users.add(draft('bob'))];
    await backtest(await portfolio(bob.id), await strategy('anns', ann.id), bob.id);
    await expect(users.remove(ann.email)).rejects.toMatchObject({ code: 'STRATEGY_IN_USE' });
    expect(await users.findByEmail(ann.email)).not.toBeNull();
  });
});

describe('keys', () => {
  const key = (userId: string, prefix: string, more: object = {}) => ({
    ...{ userId, prefix, name: 'dashboard', keyHash: 'b'.repeat(64), expiresAt: null },
    ...more,
  });

  it('are added once per prefix, listed without their hash, and found with it', async () => {
    const ann = await users.add(draft('ann', { emailVerifiedAt: AT }));
    expect(await keys.add(key(ann.id, 'hw_1', { scope: 'write', expiresAt: AT }))).toBe(true);
    expect(await keys.add(key(ann.id, 'hw_1'))).toBe(false);
    const [listed] = await keys.list('ANN@example.com');
    expect(listed).toMatchObject({ prefix: 'hw_1', email: ann.email, scope: 'write' });
    expect(listed).toMatchObject({ expiresAt: AT.toISOString(), revokedAt: null });
    expect(Object.keys(listed!)).not.toContain('keyHash');
    expect(await keys.find('hw_1')).toMatchObject({
      keyHash: 'b'.repeat(64),
      userId: ann.id,
      tier: 'free',
      emailVerifiedAt: AT.toISOString(),
    });
    expect(await keys.find('hw_2')).toBeNull();
    expect(await keys.list('bob@example.com')).toEqual([]);
    expect(await keys.list(null)).toHaveLength(1);
  });

  it('are revoked once, and note their newest use', async () => {
    const { id } = await users.add(draft('ann'));
    await keys.add(key(id, 'hw_1'));
    const found = await keys.find('hw_1');
    await keys.noteUse(found!.id, AT);
    await keys.noteUse(found!.id, new Date(0));
    expect((await keys.find('hw_1'))?.lastUsedAt).toBe(AT.toISOString());
    expect(await keys.revoke('hw_1', AT)).toBe(AT.toISOString());
    expect(await keys.revoke('hw_1', new Date())).toBe(AT.toISOString());
    expect(await keys.revoke('hw_2', AT)).toBeNull();
  });

  it('are valid from their constructor, and show no hash', () => {
    const made = new ApiKey(key(newId(), 'hw_1'));
    expect(JSON.stringify(made)).toContain('dashboard');
    expect(JSON.stringify(made)).not.toContain('bbbb');
    expect(() => new ApiKey(key(newId(), 'x', { name: ' ' }))).toThrow(/name of the key/);
    expect(() => new ApiKey(key(newId(), 'x', { scope: 'all' }))).toThrow(/scope of the key/);
    expect(() => new ApiKey(key(newId(), 'x', { keyHash: 'plain' }))).toThrow('SHA-256');
  });
});
