import { AssetFactStore } from '../src/store/assetFacts.store.js';
import { AssetStore } from '../src/store/assets.store.js';
import type { Database } from '../src/store/database.js';
import { IndexStore } from '../src/store/indices.store.js';
import { PortfolioStore } from '../src/store/portfolios.store.js';
import type { Saved } from '../src/store/saved.js';
import { StrategyReader } from '../src/store/strategies.reader.js';
import { StrategyStore } from '../src/store/strategies.store.js';
import { UserStore } from '../src/store/users.store.js';
import type { PortfolioDraft } from '../src/domain/portfolio.js';
import type { StrategyKind } from '../src/domain/strategy.js';
import { DEMO_PORTFOLIOS } from './demoPortfolios.js';
import {
  DEMO_FOLLOWED,
  DEMO_PORTFOLIO,
  DEMO_STRATEGY,
  DEMO_USER,
  unusablePasswordHash,
} from './demoUser.js';
import { ETFS, OTHER_FUNDS } from './etfs.js';
import { MODEL_INDICES } from './modelIndices.js';
import { MODEL_PORTFOLIOS } from './modelPortfolios.js';
import { SYSTEM_STRATEGIES, type SystemStrategy } from './systemStrategies.js';

/** One thing that was sown, and what became of it. */
export interface Sown {
  readonly kind: 'strategy' | 'asset' | 'portfolio' | 'index' | 'user';
  readonly name: string;
  readonly saved: Saved;
}

/**
 * Stores what every installation begins with. Again, it writes only what has changed here since;
 * what belongs to users, and what a provider has told, it leaves alone.
 *
 * @returns what was added, updated or there already, in the order in which it was stored
 */
export function sow(database: Database): Promise<Sown[]> {
  return database.exclusively('seed', () => sowAlone(database));
}

/**
 * Stores the system's strategies, the indices and the demo's own portfolios, and nothing of users
 * or of what real funds are: what the demo begins with, whose universe is its exchange's.
 *
 * @returns as {@link sow}
 */
export function sowDemo(database: Database): Promise<Sown[]> {
  return database.exclusively('seed', async () => {
    const sown = [...(await sowStrategies(database)), ...(await sowIndices(database))];
    const held = Object.values(DEMO_PORTFOLIOS).flatMap(({ holdings }) => holdings);
    await new AssetStore(database).ensure([...new Set(held.map(({ symbol }) => symbol))]);
    return [...sown, ...(await sowPortfolios(database, DEMO_PORTFOLIOS))];
  });
}

async function sowStrategies(database: Database): Promise<Sown[]> {
  const sown: Sown[] = [];
  const strategies = new StrategyStore(database);
  const entries = Object.entries(SYSTEM_STRATEGIES) as [StrategyKind, SystemStrategy][];
  for (const [kind, { name, description, parameters }] of entries) {
    const draft = { slug: kind, name, description, kind };
    const saved = await strategies.saveSystem(draft, { name: 'defaults', parameters });
    sown.push({ kind: 'strategy', name: kind, saved });
  }
  return sown;
}

async function sowIndices(database: Database): Promise<Sown[]> {
  const sown: Sown[] = [];
  const indices = new IndexStore(database);
  for (const definition of MODEL_INDICES) {
    sown.push({ kind: 'index', name: definition.slug, saved: await indices.save(definition) });
  }
  return sown;
}

async function sowPortfolios(
  database: Database,
  models: Readonly<Record<string, PortfolioDraft>>,
): Promise<Sown[]> {
  const sown: Sown[] = [];
  const portfolios = new PortfolioStore(database);
  for (const [slug, draft] of Object.entries(models)) {
    const saved = await portfolios.saveModel(slug, draft);
    sown.push({ kind: 'portfolio', name: slug, saved });
  }
  return sown;
}

async function sowAlone(database: Database): Promise<Sown[]> {
  const sown = await sowStrategies(database);
  const note = (kind: Sown['kind'], name: string, saved: Saved): void => {
    sown.push({ kind, name, saved });
  };
  const facts = new AssetFactStore(database);
  for (const fund of [...ETFS, ...OTHER_FUNDS]) {
    note('asset', fund.symbol, await facts.fill(fund));
  }
  sown.push(...(await sowPortfolios(database, MODEL_PORTFOLIOS)));
  sown.push(...(await sowIndices(database)));
  note('user', DEMO_USER.email, await sowDemoUser(database));
  return sown;
}

/** All of it when the user is new; what the user has made of it since is the user's. */
async function sowDemoUser(database: Database): Promise<Saved> {
  const users = new UserStore(database);
  if ((await users.findByEmail(DEMO_USER.email)) !== null) return 'unchanged';
  const { id } = await users.add({ ...DEMO_USER, passwordHash: unusablePasswordHash() });
  try {
    await sowBelongings(database, id);
  } catch (error) {
    // Half a demo user would be taken for a whole one the next time.
    await users.remove(DEMO_USER.email);
    throw error;
  }
  return 'added';
}

async function sowBelongings(database: Database, userId: string): Promise<void> {
  await new PortfolioStore(database).create(userId, DEMO_PORTFOLIO);
  const strategies = new StrategyStore(database);
  const { version, ...strategy } = DEMO_STRATEGY;
  await strategies.create(userId, strategy, version);
  const reader = new StrategyReader(database);
  for (const slug of DEMO_FOLLOWED) {
    const followed = await reader.find(slug, userId);
    if (followed !== null) await strategies.follow(userId, followed.id);
  }
}
