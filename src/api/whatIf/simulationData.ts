import type { LedgerOptions, LedgerOptionsInput } from '../../analytics/backtest/ledger/options.js';
import {
  strategyNeeds,
  type StrategyNeeds,
} from '../../analytics/backtest/strategies/readParameters.js';
import { STRATEGIES } from '../../analytics/backtest/strategies/registry.js';
import type { RiskFreeRate } from '../../analytics/frames/riskFree.js';
import {
  needsActions,
  type BacktestBenchmark,
  type BacktestInput,
  type PlainHistory,
} from '../../analytics/report/backtestInput.js';
import { HighwaterError } from '../../domain/errors.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { AssetReader } from '../../store/assets.reader.js';
import type { Database } from '../../store/database.js';
import { IndexReader } from '../../store/indices.reader.js';
import { MarketCapReader } from '../../store/marketCaps.reader.js';
import { HistoryCache } from '../../store/historyCache.js';
import type { MarketHistory } from '../../store/marketHistories.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import { assetNotFound } from '../http/parameters.js';
import type { PortfolioDefinition } from './definition.js';
import type { JudgementValues, RangeValues } from './simulation.query.js';

/** What simulations are run on and held against, the snapshot's own settings filled in. */
export interface SimulationTerms {
  readonly from: TradingDate | null;
  readonly to: TradingDate;
  /** As the reader named it, or the snapshot's own. */
  readonly benchmark: string;
  /** Then there has to be one. */
  readonly isBenchmarkAsked: boolean;
  /** A fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
  readonly convention: JudgementValues['convention'];
}

/** The terms that a query means: nothing newer than the snapshot is looked at. */
export function termsOf(
  query: RangeValues & Partial<Omit<JudgementValues, 'metrics'>>,
  { asOf, benchmark, riskFreeRate }: PublishedSnapshot,
): SimulationTerms {
  return {
    from: query.from ?? null,
    to: query.to === undefined || query.to > asOf ? asOf : query.to,
    benchmark: (query.benchmark ?? benchmark).toUpperCase(),
    isBenchmarkAsked: query.benchmark !== undefined,
    riskFreeRate: query.riskFreeRate ?? riskFreeRate,
    convention: query.convention ?? 'highwater',
  };
}

/** All that some portfolios are simulated from. */
export interface SimulationData {
  readonly histories: ReadonlyMap<string, PlainHistory>;
  /** Null for one of the snapshot's settings that is not there. */
  readonly benchmark: BacktestBenchmark | null;
  readonly riskFreeRate: RiskFreeRate;
}

/** The assets of a portfolio: those that are held, and those that parameters name. */
function symbolsOf(definition: PortfolioDefinition): string[] {
  const held = definition.weights.map(({ symbol }) => symbol);
  return [...new Set([...held, ...needsOf(definition).symbols])];
}

const needsOf = ({ strategy, parameters }: PortfolioDefinition): StrategyNeeds =>
  strategyNeeds(STRATEGIES[strategy], parameters);

/** Reads what portfolios are simulated from. */
export class SimulationReader {
  readonly #market: HistoryCache;
  readonly #caps: MarketCapReader;
  readonly #assets: AssetReader;
  readonly #indices: IndexReader;
  readonly #histories: Histories;

  constructor(database: Database) {
    this.#market = new HistoryCache(database);
    this.#caps = new MarketCapReader(database);
    this.#assets = new AssetReader(database);
    this.#indices = new IndexReader(database);
    this.#histories = new Histories(database);
  }

  /**
   * @param options of the ledger that they are simulated by
   * @throws HighwaterError ASSET_NOT_FOUND, NO_HISTORY, INDEX_NOT_HELD, CURRENCIES_MIXED,
   *   BENCHMARK_NOT_FOUND, RATES_NOT_FOUND
   */
  async read(
    definitions: readonly PortfolioDefinition[],
    terms: SimulationTerms,
    options: Pick<LedgerOptions, 'dividends'>,
  ): Promise<SimulationData> {
    const symbols = [...new Set(definitions.flatMap(symbolsOf))].sort();
    const needs = definitions.map(needsOf);
    const found = await this.#market.load(
      [...symbols, terms.benchmark],
      needs.some((it) => needsActions(options, it)),
    );
    for (const symbol of symbols) if (!found.has(symbol)) throw await this.#missing(symbol);
    const held = symbols.map((symbol) => found.get(symbol) as MarketHistory);
    requireOneCurrency(held);
    const isWeighed = needs.some(({ needsMarketCaps }) => needsMarketCaps);
    const caps = isWeighed ? await this.#caps.histories(symbols) : null;
    const histories = held.map(({ symbol, series, actions }): [string, PlainHistory] => {
      const marketCaps = caps?.get(symbol);
      return [symbol, { symbol, series, actions, ...(marketCaps && { marketCaps }) }];
    });
    return {
      histories: new Map(histories),
      benchmark: await this.#benchmark(terms, found),
      riskFreeRate: await this.#histories.riskFree(terms.riskFreeRate),
    };
  }

  async #benchmark(
    { benchmark, isBenchmarkAsked }: SimulationTerms,
    found: ReadonlyMap<string, MarketHistory>,
  ): Promise<BacktestBenchmark | null> {
    const asset = found.get(benchmark);
    if (asset !== undefined) return { name: benchmark, series: asset.series };
    try {
      const { name, series } = await this.#histories.benchmark(benchmark);
      return { name, series: series ?? NO_HISTORY };
    } catch (thrown) {
      if (isBenchmarkAsked || !(thrown instanceof HighwaterError)) throw thrown;
      return null;
    }
  }

  async #missing(symbol: string): Promise<HighwaterError> {
    if (await this.#assets.exists(symbol)) {
      const message = `${symbol} has no prices yet: leave it out.`;
      return new HighwaterError('NO_HISTORY', 'usage', message, { symbol });
    }
    const index = await this.#indices.find(symbol.toLowerCase());
    if (index === null) return assetNotFound(symbol);
    const message = `${index.slug} is an index, which nobody can hold: choose a fund that tracks it, or name it as benchmark.`;
    return new HighwaterError('INDEX_NOT_HELD', 'usage', message);
  }
}

/** Amounts of different currencies do not add up, and no exchange rates are applied. */
function requireOneCurrency(held: readonly MarketHistory[]): void {
  const [first, ...others] = held;
  const other = others.find(({ currency }) => currency !== first?.currency);
  if (first === undefined || other === undefined) return;
  const message = `${first.symbol} is in ${first.currency} and ${other.symbol} in ${other.currency}: choose assets of one currency, they are not converted.`;
  throw new HighwaterError('CURRENCIES_MIXED', 'usage', message);
}

/** What a portfolio's backtest follows from. */
export function inputOf(
  definition: PortfolioDefinition,
  terms: SimulationTerms,
  { histories, benchmark, riskFreeRate }: SimulationData,
  options: LedgerOptionsInput,
): BacktestInput {
  const { weights, strategy, parameters } = definition;
  const symbols = symbolsOf(definition).sort();
  const { from, to, convention } = terms;
  return {
    assets: symbols.map((symbol) => histories.get(symbol) as PlainHistory),
    targets: symbols.map((symbol) => weights.find((it) => it.symbol === symbol)?.weight ?? 0),
    strategy,
    parameters,
    options,
    from,
    to,
    benchmark,
    riskFreeRate,
    convention,
  };
}
