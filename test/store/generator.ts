import { Dec } from '../../src/domain/decimals.js';
import { STRATEGY_KINDS } from '../../src/domain/strategy.js';
import type { TradingDate } from '../../src/domain/tradingDate.js';
import type { Database } from '../../src/store/database.js';
import { RISK_METRIC_FIELDS, columnOf } from '../../src/store/entities/riskMetrics.js';
import type { SqlSession } from '../../src/store/session.js';
import { copyPrices, weekdays } from './generatedPrices.js';
import { Chance, bool, copyRows } from './generatedRows.js';

/** How much is generated. */
export interface WarehouseSize {
  readonly seed: number;
  readonly assets: number;
  readonly daysPerAsset: number;
  readonly daysPerIndex: number;
  readonly users: number;
  readonly portfolios: number;
  readonly backtests: number;
  /** Indices, each with a close per day and a rebalance every 21 days. */
  readonly indices: number;
}

/** A million prices, 200 portfolios, 2,000 backtests. */
export const WHOLE_WAREHOUSE: WarehouseSize = {
  seed: 20_241_231,
  assets: 500,
  daysPerAsset: 2_000,
  daysPerIndex: 2_000,
  users: 1_000,
  portfolios: 200,
  backtests: 2_000,
  indices: 3,
};

/** The keys of what was generated, in the order in which it was. */
export interface Warehouse {
  /** Of each asset and of each index, ascending; both end on the same day. */
  readonly days: readonly TradingDate[];
  readonly indexDays: readonly TradingDate[];
  readonly assetIds: readonly string[];
  readonly userIds: readonly string[];
  readonly strategyIds: readonly string[];
  readonly portfolioIds: readonly string[];
  readonly backtestIds: readonly string[];
  readonly indexIds: readonly string[];
  readonly prices: number;
}

const HOLDINGS_PER_PORTFOLIO = 8;
const DAYS_PER_REBALANCE = 21;
const ASSETS_PER_INDEX = 50;
const CATEGORIES = 40;
const CAPITAL = new Dec(10_000);
const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2E$bm9ib2R5';
const ABOUT = 'Made up for tests and benches: nothing here has ever been traded by anybody. ';

/** Fills an empty, migrated database; the same size and seed give the same rows. */
export async function generateWarehouse(
  database: Database,
  size: WarehouseSize,
): Promise<Warehouse> {
  const chance = new Chance(size.seed);
  const days = weekdays(size.daysPerAsset);
  const { session } = database;
  const assetIds = await copyAssets(session, chance, size.assets);
  const prices = await copyPrices(database, chance, assetIds, days);
  const userIds = await copyUsers(session, chance, size.users);
  const strategyIds = await copyStrategies(session, chance);
  const owned = { chance, userIds, assetIds };
  const portfolioIds = await database.transaction((inside) =>
    copyPortfolios(inside, owned, size.portfolios),
  );
  const backtestIds = await copyBacktests(
    session,
    { chance, portfolioIds, strategyIds },
    size.backtests,
  );
  const indexDays = weekdays(size.daysPerIndex);
  const indexIds = await copyIndices(session, { chance, assetIds, days: indexDays }, size.indices);
  return {
    days,
    indexDays,
    assetIds,
    userIds,
    strategyIds,
    portfolioIds,
    backtestIds,
    indexIds,
    prices,
  };
}

const keys = (chance: Chance, count: number): string[] =>
  Array.from({ length: count }, () => chance.id());

export const generatedSymbol = (i: number): string => `G${String(i).padStart(5, '0')}`;
export const generatedEmail = (i: number): string => `User${i}@generated.example`;
export const generatedCategory = (i: number): string => `Category ${i % CATEGORIES}`;

async function copyAssets(session: SqlSession, chance: Chance, count: number): Promise<string[]> {
  const ids = keys(chance, count);
  const rows = ids.map((id, i) => ({ id, i }));
  await copyRows(session, 'assets (id, symbol, name, sector)', rows, (writer, { id, i }) =>
    writer
      .uuid(id)
      .text(generatedSymbol(i))
      .text(`Generated fund ${i} of a rather long-winded issuer`)
      .text(`Sector ${i % 11}`),
  );
  await copyRows(
    session,
    'etf_info (asset_id, expense_ratio, category, issuer)',
    rows,
    (writer, { id, i }) =>
      writer
        .uuid(id)
        .numeric(new Dec(i % 100).div(10_000), 6)
        .text(generatedCategory(i))
        .text(`Issuer ${i % 25}`),
  );
  return ids;
}

async function copyUsers(session: SqlSession, chance: Chance, count: number): Promise<string[]> {
  const ids = keys(chance, count);
  const rows = ids.map((id, i) => ({ id, i }));
  await copyRows(session, 'users (id, email, username, password_hash)', rows, (writer, row) =>
    writer.uuid(row.id).text(generatedEmail(row.i)).text(`user${row.i}`).text(PASSWORD_HASH),
  );
  return ids;
}

async function copyStrategies(session: SqlSession, chance: Chance): Promise<string[]> {
  const rows = STRATEGY_KINDS.map((kind) => ({ id: chance.id(), kind }));
  await copyRows(session, 'strategies (id, slug, name, kind, is_system)', rows, (writer, row) =>
    writer
      .uuid(row.id)
      .text(`generated-${row.kind}`)
      .text(row.kind)
      .text(row.kind)
      .bytes(bool(true)),
  );
  await copyRows(
    session,
    'strategy_configs (id, strategy_id, version, name, active)',
    rows,
    (writer, { id }) =>
      writer.uuid(chance.id()).uuid(id).int4(1).text('defaults').bytes(bool(true)),
  );
  return rows.map(({ id }) => id);
}

async function copyPortfolios(
  session: SqlSession,
  from: { chance: Chance; userIds: readonly string[]; assetIds: readonly string[] },
  count: number,
): Promise<string[]> {
  const { chance } = from;
  const rows = keys(chance, count).map((id, i) => ({
    id,
    i,
    owner: from.userIds[i % from.userIds.length] ?? '',
  }));
  await copyRows(
    session,
    'portfolios (id, owner_id, name, description, is_public, initial_capital)',
    rows,
    (writer, { id, i, owner }) =>
      writer
        .uuid(id)
        .uuid(owner)
        .text(`Portfolio ${i}`)
        .text(ABOUT.repeat(3))
        .bytes(bool(i % 2 === 0))
        .numeric(CAPITAL, 2),
  );
  const allocation = new Dec(1).div(HOLDINGS_PER_PORTFOLIO);
  const holdings = rows.flatMap(({ id }) =>
    chance.pickSome(from.assetIds, HOLDINGS_PER_PORTFOLIO).map((assetId) => ({ id, assetId })),
  );
  await copyRows(
    session,
    'portfolio_holdings (portfolio_id, asset_id, allocation)',
    holdings,
    (writer, { id, assetId }) => writer.uuid(id).uuid(assetId).numeric(allocation, 4),
  );
  return rows.map(({ id }) => id);
}

/** Of ten: six completed, two failed, one running and one pending. */
const statusOf = (i: number): string =>
  ['pending', 'running', 'failed', 'failed'][i % 10] ?? 'completed';

async function copyBacktests(
  session: SqlSession,
  from: {
    chance: Chance;
    portfolioIds: readonly string[];
    strategyIds: readonly string[];
  },
  count: number,
): Promise<string[]> {
  const { chance } = from;
  const rows = keys(chance, count).map((id, i) => ({ id, status: statusOf(i) }));
  await copyRows(
    session,
    `backtests (id, portfolio_id, strategy_id, strategy_version, initial_capital, status, results,
       error, lease_until, attempts)`,
    rows,
    (writer, { id, status }) => {
      writer.uuid(id).uuid(chance.pick(from.portfolioIds)).uuid(chance.pick(from.strategyIds));
      writer.int4(1).numeric(CAPITAL, 2).text(status);
      const equity = Array.from({ length: 30 }, () => chance.whole(8_000, 20_000));
      if (status === 'completed') writer.json({ equity });
      else writer.nullField();
      if (status === 'failed') writer.text('It was made to fail.');
      else writer.nullField();
      if (status === 'running') writer.timestamp(new Date(Date.UTC(2100, 0, 1)));
      else writer.nullField();
      writer.int4(status === 'pending' ? 0 : 1);
    },
  );
  const columns = RISK_METRIC_FIELDS.map(columnOf).join(', ');
  const completed = rows.filter(({ status }) => status === 'completed');
  await copyRows(
    session,
    `performance_metrics (backtest_id, ${columns})`,
    completed,
    (writer, { id }) => {
      writer.uuid(id);
      for (const field of RISK_METRIC_FIELDS) {
        writer.float8(field === 'maxDrawdown' ? -chance.uniform() : chance.uniform());
      }
    },
  );
  return rows.map(({ id }) => id);
}

async function copyIndices(
  session: SqlSession,
  from: { chance: Chance; assetIds: readonly string[]; days: readonly TradingDate[] },
  count: number,
): Promise<string[]> {
  const { chance, days } = from;
  const rows = keys(chance, count).map((id, i) => ({ id, i, assets: [] as string[] }));
  const [base] = days;
  if (base === undefined) return [];
  await copyRows(
    session,
    'indices (id, slug, name, kind, base_date, base_value)',
    rows,
    (writer, { id, i }) =>
      writer
        .uuid(id)
        .text(`generated-${i}`)
        .text(`Index ${i}`)
        .text('cap-weighted')
        .date(base)
        .numeric(new Dec(100), 8),
  );
  const closes = rows.flatMap(({ id }) => days.map((date) => ({ id, date })));
  await copyRows(session, 'index_values (index_id, date, value)', closes, (writer, row) =>
    writer
      .uuid(row.id)
      .date(row.date)
      .numeric(new Dec(chance.whole(9_000, 40_000)).div(100), 8),
  );
  const rebalances = days.filter((_, i) => i % DAYS_PER_REBALANCE === 0);
  const held = rows.flatMap(({ id }) =>
    rebalances.flatMap((date) =>
      chance.pickSome(from.assetIds, ASSETS_PER_INDEX).map((assetId) => ({ id, date, assetId })),
    ),
  );
  const weight = new Dec(1).div(ASSETS_PER_INDEX);
  await copyRows(
    session,
    'allocations (index_id, date, asset_id, weight, value)',
    held,
    (writer, row) =>
      writer
        .uuid(row.id)
        .date(row.date)
        .uuid(row.assetId)
        .numeric(weight, 8)
        .numeric(new Dec(2), 2),
  );
  return rows.map(({ id }) => id);
}
