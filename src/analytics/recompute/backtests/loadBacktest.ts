import { HighwaterError } from '../../../domain/errors.js';
import type { CapHistory } from '../../../domain/capitalisation.js';
import { portfolioForBacktest, type BacktestPortfolio } from '../../../store/backtests/sources.js';
import type { ClaimedBacktest } from '../../../store/backtests.store.js';
import type { MarketHistory } from '../../../store/marketHistories.reader.js';
import { portfolioUnknown } from '../../../store/portfolios.store.js';
import type { PublishedSnapshot } from '../../../store/snapshots.store.js';
import { needsActions, type BacktestInput, type PlainHistory } from '../../report/backtestInput.js';
import { ENGINE_VERSION } from '../../report/versions.js';
import type { FigureTerms } from '../terms.js';
import { endOf, inputsHash, symbolsOf } from './inputsHash.js';
import { readOrder, type BacktestOrder } from './orders.js';
import type { BacktestStores, TermsMemory } from './sources.js';

/** What the results of a backtest begin with: all that they follow from, without keys of a database. */
export interface ToldOrder extends Omit<BacktestOrder, 'needs'> {
  readonly holdings: BacktestPortfolio['holdings'];
  /** Symbol of an asset or slug of an index; null where it has no history. */
  readonly benchmark: string | null;
  /** Fraction per year, or the name of a stored series. */
  readonly riskFreeRate: number | string;
  readonly snapshot: Pick<PublishedSnapshot, 'asOf' | 'source'>;
  readonly engine: string;
  /** SHA-256 of all of it and of every history that was read. */
  readonly inputs: string;
}

/** A backtest that is ready to be run. */
export interface LoadedBacktest {
  readonly input: BacktestInput;
  readonly request: ToldOrder;
  readonly snapshotId: string;
}

/**
 * Reads what a backtest runs on, up to the day that the published snapshot is of.
 *
 * @throws HighwaterError as `readOrder`; SNAPSHOT_MISSING before the first refresh, NO_HOLDINGS,
 *   NO_HISTORY for an asset without prices, CURRENCIES_MIXED, RATES_NOT_FOUND
 */
export async function loadBacktest(
  stores: BacktestStores,
  memory: TermsMemory,
  claim: ClaimedBacktest,
): Promise<LoadedBacktest> {
  const snapshot = await stores.snapshots.published();
  if (snapshot === null) throw snapshotMissing();
  const portfolio = await portfolioForBacktest(stores.database.session, claim.portfolioId);
  if (portfolio === null) throw portfolioUnknown(claim.portfolioId);
  const { holdings } = portfolio;
  if (holdings.length === 0) throw noHoldings();
  const order = readOrder(claim);
  const terms = await memory.of(portfolio, snapshot);
  const symbols = symbolsOf(holdings, order);
  const histories = await historiesOf(stores, symbols, order);
  const caps = order.needs.needsMarketCaps ? await stores.marketCaps.histories(symbols) : NO_CAPS;
  const heads = new Map(histories.map((history) => [history.symbol, history]));
  const capHashes = new Map([...caps].map(([symbol, { hash }]) => [symbol, hash]));
  const facts = { holdings, order, terms, asOf: snapshot.asOf, heads, capHashes };
  const assets = histories.map((history) => plainHistory(history, caps.get(history.symbol)));
  return {
    input: inputOf(portfolio, order, terms, snapshot, assets),
    request: toldOrder(portfolio, order, terms, snapshot, inputsHash(facts)),
    snapshotId: snapshot.id,
  };
}

const NO_CAPS = new Map<string, CapHistory & { readonly hash: string }>();

async function historiesOf(
  { histories }: BacktestStores,
  symbols: readonly string[],
  { options, needs }: BacktestOrder,
): Promise<MarketHistory[]> {
  const found = await histories.load(symbols, needsActions(options, needs));
  const all = symbols.map((symbol) => {
    const history = found.get(symbol);
    if (history === undefined) throw noHistory(symbol);
    return history;
  });
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
  if (currencies.length > 1) throw currenciesMixed(currencies);
  return all;
}

function plainHistory(
  { symbol, series, actions }: MarketHistory,
  caps: CapHistory | undefined,
): PlainHistory {
  return { symbol, series, actions, ...(caps && { marketCaps: caps }) };
}

function inputOf(
  { holdings }: BacktestPortfolio,
  order: BacktestOrder,
  { benchmark, riskFree }: FigureTerms,
  { asOf }: PublishedSnapshot,
  assets: readonly PlainHistory[],
): BacktestInput {
  const allocations = new Map(holdings.map(({ symbol, allocation }) => [symbol, allocation]));
  return {
    assets,
    targets: assets.map(({ symbol }) => Number(allocations.get(symbol) ?? 0)),
    strategy: order.strategy.kind,
    parameters: order.strategy.parameters,
    options: order.options,
    from: order.from,
    to: endOf(order, asOf),
    benchmark: benchmark.series && { name: benchmark.name, series: benchmark.series },
    riskFreeRate: riskFree,
  };
}

function toldOrder(
  { holdings }: BacktestPortfolio,
  { strategy, options, from, to }: BacktestOrder,
  { benchmark }: FigureTerms,
  { asOf, source, riskFreeRate }: PublishedSnapshot,
  inputs: string,
): ToldOrder {
  return {
    holdings,
    strategy,
    options,
    from,
    to,
    benchmark: benchmark.series === null ? null : benchmark.name,
    riskFreeRate,
    snapshot: { asOf, source },
    engine: ENGINE_VERSION,
    inputs,
  };
}

function snapshotMissing(): HighwaterError {
  const message = 'Nothing is published yet, so there are no prices to run on: refresh first.';
  return new HighwaterError('SNAPSHOT_MISSING', 'usage', message);
}

function noHoldings(): HighwaterError {
  const message = 'The portfolio holds nothing: give it holdings, then try again.';
  return new HighwaterError('NO_HOLDINGS', 'usage', message);
}

function noHistory(symbol: string): HighwaterError {
  const message = `${symbol} has no prices: add it to the universe and refresh, or leave it out.`;
  return new HighwaterError('NO_HISTORY', 'usage', message, { symbol });
}

function currenciesMixed(currencies: readonly string[]): HighwaterError {
  const message = `The assets are priced in ${currencies.join(' and ')}, and amounts are not converted: keep to one currency.`;
  return new HighwaterError('CURRENCIES_MIXED', 'usage', message, { currencies });
}
