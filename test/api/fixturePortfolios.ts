import { planNightlyBacktests } from '../../src/analytics/recompute/backtests/nightly.js';
import { requestBacktest } from '../../src/analytics/recompute/backtests/requestBacktest.js';
import {
  runBacktestToEnd,
  runPendingBacktests,
} from '../../src/analytics/recompute/backtests/runPending.js';
import type { StrategyKind } from '../../src/domain/strategy.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import type { Accounts } from '../../src/identity/accounts.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import type { Database } from '../../src/store/database.js';
import { PortfolioStore } from '../../src/store/portfolios.store.js';
import { StrategyStore } from '../../src/store/strategies.store.js';
import { UserStore } from '../../src/store/users.store.js';
import { SYSTEM_STRATEGIES } from '../../seeds/systemStrategies.js';

const KINDS: readonly StrategyKind[] = ['rebalance', 'buy-and-hold', 'momentum'];
const MIXED = [
  { symbol: 'SPY', allocation: '0.6' },
  { symbol: 'AGG', allocation: '0.3' },
];

/** The system's strategies, some of them, and a model portfolio of the fixture's funds. */
export async function storeFixtureModel(database: Database): Promise<void> {
  const strategies = new StrategyStore(database);
  for (const slug of KINDS) {
    const { name, description, parameters } = SYSTEM_STRATEGIES[slug];
    const draft = { slug, name, description, kind: slug };
    await strategies.saveSystem(draft, { name: 'defaults', parameters });
  }
  await new PortfolioStore(database).saveModel('sixty-forty', {
    name: '60/40',
    description: '',
    isPublic: true,
    initialCapital: '10000.00',
    benchmark: 'SPY',
    holdings: [
      { symbol: 'SPY', allocation: '0.6' },
      { symbol: 'AGG', allocation: '0.4' },
    ],
  });
}

/** Runs what a night would. */
export async function runFixtureNight(database: Database): Promise<void> {
  await planNightlyBacktests(database);
  await runPendingBacktests(database);
}

/** A user who sends a key. */
export interface FixtureUser {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function addUser(
  database: Database,
  accounts: Accounts,
  username: string,
): Promise<FixtureUser> {
  const email = `${username}@example.org`;
  await accounts.add({ email, username, password: 'a sentence of theirs' });
  await accounts.verify(email);
  const { key } = await accounts.issueKey({ email, name: 'test', expiresAt: null });
  const user = await new UserStore(database).findByEmail(email);
  return { id: user?.id ?? '', headers: { authorization: `Bearer ${key}` } };
}

/** Ids of what Cleo has, and of what both ran by hand. */
export interface FixturePortfolios {
  readonly cleo: FixtureUser;
  readonly dan: FixtureUser;
  /** Cleo's, public. */
  readonly open: string;
  /** Cleo's, private. */
  readonly closed: string;
  /** Cleo's, private: it holds what has no prices, and waits for them. */
  readonly priceless: string;
  /** Cleo's on `closed`, with costs and dividends in cash. */
  readonly byHand: string;
  /** Dan's on Cleo's `open`. */
  readonly ofDan: string;
  /** Cleo's on `closed`, which nobody has run yet. */
  readonly pending: string;
}

/** Two users, of whom one has portfolios and strategies; a night; and what was run by hand. */
export async function storeFixturePortfolios(
  database: Database,
  accounts: Accounts,
): Promise<FixturePortfolios> {
  const cleo = await addUser(database, accounts, 'cleo');
  const dan = await addUser(database, accounts, 'dan');
  const portfolios = new PortfolioStore(database);
  const draft = { description: '', initialCapital: '5000.00', benchmark: null, holdings: MIXED };
  const create = (name: string, isPublic: boolean, holdings = MIXED): Promise<string> =>
    portfolios.create(cleo.id, { ...draft, name, isPublic, holdings });
  const open = await create('=Open', true);
  const closed = await create('Closed', false);
  const priceless = await create('Priceless', false, [{ symbol: 'EMPTY', allocation: '1' }]);
  const strategies = new StrategyStore(database);
  const edge = { slug: 'cleos-edge', name: 'Edge', description: '', kind: 'momentum' } as const;
  const version = { name: 'first', parameters: { top: 1, lookback: 21, skip: 0 } };
  const strategyId = await strategies.create(cleo.id, edge, version);
  await strategies.addVersion(strategyId, cleo.id, { ...version, name: 'second' }, false);
  await strategies.follow(cleo.id, strategyId);
  const broken = { ...edge, slug: 'cleos-broken' };
  const refused = { name: 'first', parameters: { lookback: 'long' } };
  await strategies.follow(cleo.id, await strategies.create(cleo.id, broken, refused));
  await runFixtureNight(database);
  const asked = { strategy: 'rebalance', fromDate: tradingDate('2023-06-01'), toDate: null };
  const run = async (userId: string, portfolio: string, parameters: object): Promise<string> => {
    const request = { ...asked, userId, portfolio, initialCapital: null };
    const claim = await requestBacktest(database, {
      ...request,
      parameters: parameters as Record<string, unknown>,
    });
    await runBacktestToEnd(database, claim);
    return claim.id;
  };
  const costs = { commissionBps: 10, managementFeeAnnual: 0.01 };
  const options = { costs, dividends: 'cash' };
  const byHand = await run(cleo.id, closed, { frequency: 'monthly', options });
  const ofDan = await run(dan.id, open, {});
  const pending = await new BacktestStore(database).create({
    userId: cleo.id,
    portfolioId: closed,
    strategyId,
    parameters: {},
    fromDate: null,
    toDate: null,
    initialCapital: '1000.00',
  });
  return { cleo, dan, open, closed, priceless, byHand, ofDan, pending };
}
