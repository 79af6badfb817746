import type { CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import { sessionAfter, sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { addDays, tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { IndexReader } from '../../src/store/indices.reader.js';
import { IndexStore } from '../../src/store/indices.store.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RateStore } from '../../src/store/rates.store.js';
import { RunStore } from '../../src/store/runs.store.js';

/** Something that happens to a market between two nights. */
export type Change =
  | 'a day for some'
  | 'a day for all'
  | 'a day of the benchmark'
  | 'a restatement'
  | 'a dividend'
  | 'another benchmark'
  | 'an index as benchmark'
  | 'another rate'
  | 'a series of rates'
  | 'rates restated'
  | 'an asset more'
  | 'an asset less'
  | 'an index close'
  | 'a name';

const FIRST_DATE = tradingDate('2021-06-01');
const BEGIN_DATE = tradingDate('2023-12-29');
const INDEX = 'all-of-it';
const SERIES = 'TB3MS';

interface Held {
  readonly bars: PriceBar[];
  readonly actions: CorporateAction[];
}

/** A small market with an index and rates, stored by the stores of production, that changes. */
export class ChangingMarket {
  benchmark = 'SPY';
  riskFreeRate: number | string = 0.02;
  runId = '';
  private held = new Map<string, Held>();
  private changes = 0;
  private indexDate = FIRST_DATE;

  private constructor(private readonly database: Database) {}

  static async begin(database: Database): Promise<ChangingMarket> {
    const market = new ChangingMarket(database);
    for (const symbol of ['SPY', 'AGG', 'GLD', 'NEW']) market.add(symbol);
    await market.deliver(market.symbols);
    await new IndexStore(database).save({
      slug: INDEX,
      name: 'All of it',
      description: '',
      kind: 'cap-weighted',
      strategy: null,
      currency: 'USD',
      baseDate: FIRST_DATE,
      baseValue: '100',
      parameters: {},
    });
    await market.indexCloses(300);
    return market;
  }

  get now(): Date {
    return new Date(Date.UTC(2024, 0, 1 + this.changes, 22));
  }

  async apply(change: Change): Promise<void> {
    this.changes += 1;
    const others = this.symbols.filter((symbol) => symbol !== this.benchmark);
    const other = others[this.changes % others.length] as string;
    switch (change) {
      case 'a day for some':
        return this.newDay(others.slice(0, 2));
      case 'a day for all':
        return this.newDay(this.symbols);
      case 'a day of the benchmark':
        return this.newDay([this.benchmark]);
      case 'a restatement':
        return this.restate(other);
      case 'a dividend':
        return this.pay(other);
      case 'another benchmark':
        this.benchmark = other;
        return;
      case 'an index as benchmark':
        this.benchmark = INDEX;
        return;
      case 'another rate':
        this.riskFreeRate = 0.02 + this.changes / 1000;
        return;
      case 'a series of rates':
      case 'rates restated':
        return this.importRates();
      case 'an asset more':
        this.add(`X${this.changes}`);
        return this.deliver([`X${this.changes}`]);
      case 'an asset less':
        return this.deactivate(other);
      case 'an index close':
        return this.indexCloses(1);
      case 'a name':
        await this.database.session.execute('update assets set name = $1 where symbol = $2', [
          `Name ${this.changes}`,
          other,
        ]);
    }
  }

  /** Takes an asset out of the universe, but for the last two. */
  async deactivate(symbol: string): Promise<void> {
    if (this.held.size < 3) return;
    this.held.delete(symbol);
    await new AssetStore(this.database).setUniverse(this.symbols);
  }

  private get symbols(): string[] {
    return [...this.held.keys()];
  }

  private add(symbol: string): void {
    const from = symbol === 'NEW' ? tradingDate('2023-11-20') : addDays(FIRST_DATE, this.held.size);
    const bars = sessionsBetween(from, BEGIN_DATE).map((date, i) => this.bar(date, i));
    this.held.set(symbol, { bars, actions: [] });
  }

  private bar(date: TradingDate, i: number): PriceBar {
    const phase = this.held.size + this.changes;
    const close = new Dec((100 + 20 * Math.sin((0.7 + phase / 10) * i) + i / 50).toFixed(4));
    return { date, open: close, high: close, low: close, close, volume: 100n };
  }

  private async newDay(symbols: readonly string[]): Promise<void> {
    for (const symbol of symbols) {
      const { bars } = this.held.get(symbol) as Held;
      const { date } = bars.at(-1) as PriceBar;
      bars.push(this.bar(sessionAfter(date), bars.length));
    }
    await this.deliver(symbols);
  }

  private async restate(symbol: string): Promise<void> {
    const { bars } = this.held.get(symbol) as Held;
    const position = bars.length - 5;
    const { date } = bars[position] as PriceBar;
    bars[position] = this.bar(date, this.changes + 1000);
    await this.deliver([symbol]);
  }

  private async pay(symbol: string): Promise<void> {
    const { bars, actions } = this.held.get(symbol) as Held;
    const exDate = (bars.at(-2 - actions.length) as PriceBar).date;
    actions.push({ exDate, kind: 'dividend', value: new Dec(1) });
    await this.deliver([symbol]);
  }

  private async importRates(): Promise<void> {
    this.riskFreeRate = SERIES;
    const rate = new Dec(2 + this.changes / 10).div(100);
    await new RateStore(this.database).import({
      series: SERIES,
      observations: ['2021-05-03', '2022-06-01', '2023-06-01'].map((day, i) => {
        const date = tradingDate(day);
        return { date, knownFrom: sessionAfter(date), rate: rate.plus(i / 1000) };
      }),
      hasVintages: false,
      now: this.now,
      today: tradingDate('2023-09-01'),
    });
  }

  private async indexCloses(count: number): Promise<void> {
    const closes = [];
    for (let i = 0; i < count; i += 1) {
      const value = (100 + 10 * Math.cos(closes.length + this.changes)).toFixed(8);
      closes.push({ date: this.indexDate, value, return: null, divisor: null });
      this.indexDate = sessionAfter(this.indexDate);
    }
    const index = await new IndexReader(this.database).find(INDEX);
    await new IndexStore(this.database).writeCloses(index?.id as string, closes);
  }

  private async deliver(symbols: readonly string[]): Promise<void> {
    const ids = await new AssetStore(this.database).setUniverse(this.symbols);
    const assetIds = symbols.map((symbol) => ids.get(symbol) as string);
    const request = { trigger: 'command', source: 'csv', session: BEGIN_DATE } as const;
    const runs = new RunStore(this.database);
    const run = await runs.open({ ...request, now: this.now, assetIds });
    this.runId = run.id;
    for (const symbol of symbols) {
      await new PriceStore(this.database).store({
        ...(this.held.get(symbol) as Held),
        assetId: ids.get(symbol) as string,
        symbol,
        runId: run.id,
        source: 'csv',
        currency: 'USD',
        findings: [],
        profile: null,
        attempts: 1,
        now: this.now,
        audit: () => [],
      });
    }
    const end = {
      status: 'completed',
      now: this.now,
      snapshotId: null,
      figuresWritten: 0,
    } as const;
    await runs.close(run.id, { ...end, error: null });
  }
}
