import type { ActionKind, CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import type { IndexDefinition } from '../../src/domain/marketIndex.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import { sessionAfter, sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { IndexStore } from '../../src/store/indices.store.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RunStore } from '../../src/store/runs.store.js';

const LAST_DATE = tradingDate('2023-12-29');
const NOW = new Date('2024-01-02T22:00:00Z');

interface Held {
  readonly bars: PriceBar[];
  readonly actions: CorporateAction[];
}

/** A few assets, stored by the stores of production, of which indices are made. */
export class StoredMarket {
  runId = '';
  private readonly held = new Map<string, Held>();
  private ids: ReadonlyMap<string, string> = new Map();

  private constructor(
    private readonly database: Database,
    readonly baseDate: TradingDate,
  ) {}

  static async begin(
    database: Database,
    symbols: readonly string[],
    from: string,
  ): Promise<StoredMarket> {
    const market = new StoredMarket(database, tradingDate(from));
    const sessions = sessionsBetween(market.baseDate, LAST_DATE);
    symbols.forEach((symbol, position) => {
      const bars = sessions.map((date, i) => barOf(date, i, position));
      market.held.set(symbol, { bars, actions: [] });
    });
    await market.deliver(symbols);
    return market;
  }

  /** The newest session of any asset. */
  get lastDate(): TradingDate {
    const dates = [...this.held.values()].map(({ bars }) => (bars.at(-1) as PriceBar).date);
    return dates.reduce((a, b) => (b > a ? b : a));
  }

  idOf(symbol: string): string {
    return this.ids.get(symbol) as string;
  }

  /** Saves an index from the first session on, with a base of 1,000 USD. */
  async addIndex(slug: string, changes: Partial<IndexDefinition>): Promise<void> {
    await new IndexStore(this.database).save({
      slug,
      name: slug,
      description: '',
      kind: 'equal-weighted',
      strategy: null,
      currency: 'USD',
      baseDate: this.baseDate,
      baseValue: '1000',
      parameters: {},
      ...changes,
    });
  }

  newDay(symbols: readonly string[]): Promise<void> {
    for (const [position, symbol] of symbols.entries()) {
      const { bars } = this.held.get(symbol) as Held;
      const { date } = bars.at(-1) as PriceBar;
      bars.push(barOf(sessionAfter(date), bars.length, position));
    }
    return this.deliver(symbols);
  }

  restate(symbol: string): Promise<void> {
    const { bars } = this.held.get(symbol) as Held;
    const position = bars.length - 40;
    bars[position] = barOf((bars[position] as PriceBar).date, position + 7, 9);
    return this.deliver([symbol]);
  }

  /** A payment of 1 on a day of its own. */
  pay(symbol: string, kind: ActionKind): Promise<void> {
    const { bars, actions } = this.held.get(symbol) as Held;
    const { date: exDate } = bars[bars.length - 10 - 5 * actions.length] as PriceBar;
    actions.push({ exDate, kind, value: new Dec(1) });
    return this.deliver([symbol]);
  }

  async deactivate(symbol: string): Promise<void> {
    const others = [...this.held.keys()].filter((it) => it !== symbol);
    await new AssetStore(this.database).setUniverse(others);
  }

  private async deliver(symbols: readonly string[]): Promise<void> {
    this.ids = await new AssetStore(this.database).ensure([...this.held.keys()]);
    const assetIds = symbols.map((symbol) => this.idOf(symbol));
    const runs = new RunStore(this.database);
    const asked = { trigger: 'command', source: 'csv', session: LAST_DATE, now: NOW } as const;
    const { id: runId } = await runs.open({ ...asked, assetIds });
    for (const symbol of symbols) {
      await new PriceStore(this.database).store({
        ...(this.held.get(symbol) as Held),
        assetId: this.idOf(symbol),
        symbol,
        runId,
        source: 'csv',
        currency: 'USD',
        findings: [],
        profile: null,
        attempts: 1,
        now: NOW,
        audit: () => [],
      });
    }
    const end = { status: 'completed', now: NOW, snapshotId: null, figuresWritten: 0 } as const;
    await runs.close(runId, { ...end, error: null });
    this.runId = runId;
  }
}

function barOf(date: TradingDate, i: number, position: number): PriceBar {
  const close = new Dec((100 + 15 * Math.sin((0.05 + position / 40) * i) + i / 20).toFixed(4));
  return { date, open: close, high: close, low: close, close, volume: 100n };
}
