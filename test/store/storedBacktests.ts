import { recompute, recomputeStores } from '../../src/analytics/recompute/recompute.js';
import { planNightlyBacktests } from '../../src/analytics/recompute/backtests/nightly.js';
import { Dec } from '../../src/domain/decimals.js';
import type { StrategyKind } from '../../src/domain/strategy.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { PortfolioStore } from '../../src/store/portfolios.store.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RunStore } from '../../src/store/runs.store.js';
import { StrategyStore } from '../../src/store/strategies.store.js';
import { addUser } from './people.js';

const NOW = new Date('2024-01-02T22:00:00Z');
const FROM = tradingDate('2022-11-01');
export const FIRST_AS_OF = tradingDate('2023-12-28');
export const SECOND_AS_OF = tradingDate('2023-12-29');
export const SYMBOLS = ['AAA', 'BBB', 'SPY'] as const;

const empty = { description: '', initialCapital: '10000.00', benchmark: null, isPublic: true };
/** Half in AAA, four tenths in BBB, the rest in cash. */
const HOLDINGS = [
  { symbol: 'AAA', allocation: '0.5' },
  { symbol: 'BBB', allocation: '0.4' },
];

/** Prices, strategies and portfolios to run backtests on; the same in every database. */
export class BacktestWarehouse {
  private constructor(
    readonly database: Database,
    readonly ann: string,
  ) {}

  /** @param database empty */
  static async fill(database: Database): Promise<BacktestWarehouse> {
    const warehouse = new BacktestWarehouse(database, await addUser(database, 'ann'));
    const strategies = new StrategyStore(database);
    const system: [StrategyKind, Record<string, unknown>][] = [
      ['rebalance', { frequency: 'quarterly' }],
      ['buy-and-hold', {}],
      ['inverse-volatility', { lookback: 63 }],
    ];
    for (const [kind, parameters] of system) {
      const draft = { slug: kind, name: kind, description: '', kind };
      await strategies.saveSystem(draft, { name: 'defaults', parameters });
    }
    await warehouse.store(FIRST_AS_OF);
    await new PortfolioStore(database).saveModel('half-half', {
      ...empty,
      name: 'Half and half',
      holdings: HOLDINGS,
    });
    return warehouse;
  }

  /** A database that has been filled. */
  static async of(database: Database): Promise<BacktestWarehouse> {
    const [ann] = await database.session.query<{ id: string }>(
      `select id from users where username = 'ann'`,
    );
    return new BacktestWarehouse(database, ann!.id);
  }

  /** Ann's own portfolio, which nobody else sees. @returns its id */
  addPrivate(symbols: readonly string[] = ['AAA', 'SPY']): Promise<string> {
    const allocation = (1 / symbols.length).toFixed(2);
    const holdings = symbols.map((symbol) => ({ symbol, allocation }));
    const draft = { ...empty, name: `Private ${symbols.join()}`, isPublic: false, holdings };
    return new PortfolioStore(this.database).create(this.ann, draft);
  }

  /** Stores every history up to a session and publishes a snapshot. */
  async store(session = FIRST_AS_OF, symbols: readonly string[] = SYMBOLS): Promise<void> {
    const assets = new AssetStore(this.database);
    const ids = await assets.setUniverse([...new Set([...SYMBOLS, ...symbols])]);
    const opening = { trigger: 'command', source: 'csv', session, now: NOW } as const;
    const opened = { ...opening, assetIds: [...ids.values()] };
    const { id: runId } = await new RunStore(this.database).open(opened);
    for (const symbol of symbols) {
      await new PriceStore(this.database).store({
        assetId: ids.get(symbol)!,
        symbol,
        runId,
        source: 'csv',
        currency: symbol === 'EUR1' ? 'EUR' : 'USD',
        bars: barsOf(symbol, session),
        actions: [],
        findings: [],
        profile: null,
        attempts: 1,
        now: NOW,
        audit: () => [],
      });
    }
    const terms = { source: 'csv', benchmark: 'SPY', riskFreeRate: 0.02 };
    await recompute(recomputeStores(this.database), { ...terms, runId, now: NOW });
  }

  plan() {
    return planNightlyBacktests(this.database);
  }

  /** Every backtest as it is stored, oldest first; results as their bytes. */
  rows(): Promise<BacktestRow[]> {
    return this.database.session.query<BacktestRow>(
      `select b.id, b.status, b.is_nightly as "isNightly", b.attempts, b.error, b.inputs,
         b.results::text as results, b.engine_version as "engineVersion", s.slug as strategy,
         b.snapshot_id as "snapshotId", b.user_id as "userId", p.slug as portfolio
       from backtests b join strategies s on s.id = b.strategy_id
       join portfolios p on p.id = b.portfolio_id order by b.id`,
    );
  }
}

export interface BacktestRow {
  readonly id: string;
  readonly status: string;
  readonly isNightly: boolean;
  readonly attempts: number;
  readonly error: string | null;
  readonly inputs: string | null;
  readonly results: string | null;
  readonly engineVersion: string | null;
  readonly strategy: string;
  readonly snapshotId: string | null;
  readonly userId: string | null;
  readonly portfolio: string | null;
}

function barsOf(symbol: string, session: typeof FIRST_AS_OF) {
  const phase = symbol.charCodeAt(0) / 10;
  let close = 100;
  return sessionsBetween(FROM, session).map((date, i) => {
    close *= 1 + 0.0004 + 0.01 * Math.sin(phase * i) * Math.cos(0.31 * i);
    const price = new Dec(close.toFixed(4));
    return { date, open: price, high: price, low: price, close: price, volume: 100n };
  });
}
