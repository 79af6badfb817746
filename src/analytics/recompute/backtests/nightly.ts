import { HighwaterError } from '../../../domain/errors.js';
import {
  NightlyBacktestStore,
  type NightlyPair,
  type NightlyRequest,
} from '../../../store/backtests/nightly.js';
import { historyHeads, type HistoryHead } from '../../../store/backtests/sources.js';
import type { Database } from '../../../store/database.js';
import type { PublishedSnapshot } from '../../../store/snapshots.store.js';
import { ENGINE_VERSION } from '../../report/engineVersion.js';
import { sha256 } from '../inputs.js';
import { inputsHash, symbolsOf } from './inputsHash.js';
import { readOrder, type BacktestOrder } from './orders.js';
import { backtestStores, TermsMemory, type BacktestStores } from './sources.js';

/** What the night has found to run. */
export interface NightlyPlan {
  /** Pairs of a portfolio and a strategy. */
  readonly pairs: number;
  /** Those whose inputs have changed since their newest backtest: they are pending now. */
  readonly asked: number;
}

/**
 * Asks for the backtest of every portfolio by its strategies whose inputs have changed: holdings,
 * parameters, histories, benchmark, rates or engine. A night with nothing new asks for nothing.
 *
 * @throws HighwaterError RATES_NOT_FOUND
 */
export async function planNightlyBacktests(database: Database): Promise<NightlyPlan> {
  const stores = backtestStores(database);
  const snapshot = await stores.snapshots.published();
  if (snapshot === null) return { pairs: 0, asked: 0 };
  const nightly = new NightlyBacktestStore(database);
  const pairs = await nightly.pairs();
  const changed = await changedOf(stores, snapshot, pairs);
  return { pairs: pairs.length, asked: await nightly.ask(changed) };
}

async function changedOf(
  stores: BacktestStores,
  snapshot: PublishedSnapshot,
  pairs: readonly NightlyPair[],
): Promise<NightlyRequest[]> {
  const orders = pairs.map((pair) => ({ pair, order: orderOf(pair) }));
  const symbols = orders.flatMap(({ pair: { portfolio }, order }) =>
    order === null ? [] : symbolsOf(portfolio.holdings, order),
  );
  const heads = await historyHeads(stores.database.session, [...new Set(symbols)]);
  const memory = new TermsMemory(stores);
  const changed: NightlyRequest[] = [];
  for (const { pair, order } of orders) {
    const inputs =
      order === null
        ? unreadableHash(pair)
        : await hashOf(stores, memory, { pair, order, snapshot, heads });
    if (inputs !== pair.inputs) changed.push({ ...pair, inputs });
  }
  return changed;
}

/** Null where its parameters are refused: it is run all the same, and its failure says why. */
function orderOf(pair: NightlyPair): BacktestOrder | null {
  const { initialCapital } = pair.portfolio;
  try {
    return readOrder({ ...pair, parameters: {}, fromDate: null, toDate: null, initialCapital });
  } catch (error) {
    if (error instanceof HighwaterError) return null;
    throw error;
  }
}

const unreadableHash = ({ kind, strategyParameters }: NightlyPair): string =>
  sha256([ENGINE_VERSION, kind, JSON.stringify(strategyParameters)]);

async function hashOf(
  stores: BacktestStores,
  memory: TermsMemory,
  of: {
    readonly pair: NightlyPair;
    readonly order: BacktestOrder;
    readonly snapshot: PublishedSnapshot;
    readonly heads: ReadonlyMap<string, HistoryHead>;
  },
): Promise<string> {
  const { pair, order, snapshot, heads } = of;
  const { portfolio } = pair;
  const { holdings } = portfolio;
  const needed = order.needs.needsMarketCaps ? symbolsOf(holdings, order) : [];
  return inputsHash({
    holdings,
    order,
    terms: await memory.of(portfolio, snapshot),
    asOf: snapshot.asOf,
    heads,
    capHashes: needed.length === 0 ? new Map() : await stores.marketCaps.hashes(needed),
  });
}
