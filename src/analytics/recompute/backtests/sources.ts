import type { Database } from '../../../store/database.js';
import type { BacktestPortfolio } from '../../../store/backtests/sources.js';
import { BacktestStore } from '../../../store/backtests.store.js';
import { IndexReader } from '../../../store/indices.reader.js';
import { MarketCapReader } from '../../../store/marketCaps.reader.js';
import { MarketHistoryReader } from '../../../store/marketHistories.reader.js';
import { RateReader } from '../../../store/rates.reader.js';
import { SeriesStore } from '../../../store/series.store.js';
import { SnapshotStore, type PublishedSnapshot } from '../../../store/snapshots.store.js';
import { figureTerms, type FigureTerms, type TermsStores } from '../terms.js';

/** What stored backtests are read from and written to. */
export interface BacktestStores extends TermsStores {
  readonly database: Database;
  readonly backtests: BacktestStore;
  readonly snapshots: SnapshotStore;
  readonly histories: MarketHistoryReader;
  readonly marketCaps: MarketCapReader;
}

/** The stores of one database. */
export const backtestStores = (database: Database): BacktestStores => ({
  database,
  backtests: new BacktestStore(database),
  snapshots: new SnapshotStore(database),
  histories: new MarketHistoryReader(database),
  marketCaps: new MarketCapReader(database),
  series: new SeriesStore(database),
  indices: new IndexReader(database),
  rates: new RateReader(database),
});

/** What portfolios are held against under one snapshot: each benchmark is read once. */
export class TermsMemory {
  readonly #terms = new Map<string, Promise<FigureTerms>>();
  #snapshotId = '';

  constructor(private readonly stores: TermsStores) {}

  /**
   * The portfolio's own benchmark, or the snapshot's, and the snapshot's risk-free rate.
   * @throws HighwaterError RATES_NOT_FOUND
   */
  of({ benchmark }: BacktestPortfolio, snapshot: PublishedSnapshot): Promise<FigureTerms> {
    if (snapshot.id !== this.#snapshotId) this.#terms.clear();
    this.#snapshotId = snapshot.id;
    const name = benchmark ?? snapshot.benchmark;
    let terms = this.#terms.get(name);
    if (terms === undefined) {
      const { riskFreeRate } = snapshot;
      this.#terms.set(name, (terms = figureTerms(this.stores, { benchmark: name, riskFreeRate })));
    }
    return terms;
  }
}
