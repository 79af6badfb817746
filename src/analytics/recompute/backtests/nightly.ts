import { HighwaterError } from '../../../domain/errors.js';
import {
  NIGHTLY_BACKTESTS_MAX,
  NightlyBacktestStore,
  type NightlyPair,
  type NightlyRequest,
} from '../../../store/backtests/nightly.js';
import type { HistoryHead } from '../../../store/marketHistories.reader.js';
import type { Database } from '../../../store/database.js';
import type { PublishedSnapshot } from '../../../store/snapshots.store.js';
import { needsActions } from '../../report/backtestInput.js';
import { ENGINE_VERSION } from '../../report/versions.js';
import { sha256 } from '../inputs.js';
import { inputsHash, symbolsOf } from './inputsHash.js';
import { readOrder, type BacktestOrder } from './orders.js';
import { backtestStores, TermsMemory, type BacktestStores } from './sources.js';

/** What the night has found to run. */
export interface NightlyPlan {
  /** Pairs whose inputs have changed since their newest backtest: they are pending now. */
  readonly asked: number;
  readonly waiting: WaitingBacktests;
  /** There are more pairs than a night takes: those beyond the limit were left out. */
  readonly isCut: boolean;
}

/** Pairs of a portfolio and a strategy that cannot be run yet. */
export interface WaitingBacktests {
  readonly pairs: number;
  /** The assets that have no prices, sorted. */
  readonly symbols: readonly string[];
}

const NONE_WAITING: WaitingBacktests = { pairs: 0, symbols: [] };
/** A plan that asks for nothing. */
export const NOTHING_ASKED: NightlyPlan = { asked: 0, waiting: NONE_WAITING, isCut: false };

/**
 * Asks for the backtest of every portfolio by its strategies whose inputs have changed: holdings,
 * parameters, histories, benchmark, rates or engine. A night with nothing new asks for nothing; a
 * portfolio that holds an asset without prices waits for them.
 *
 * @throws HighwaterError RATES_NOT_FOUND
 */
export async function planNightlyBacktests(database: Database): Promise<NightlyPlan> {
  const stores = backtestStores(database);
  const snapshot = await stores.snapshots.published();
  if (snapshot === null) return NOTHING_ASKED;
  const nightly = new NightlyBacktestStore(database);
  const pairs = await nightly.pairs();
  const { changed, waiting } = await sorted(stores, snapshot, pairs);
  const isCut = pairs.length === NIGHTLY_BACKTESTS_MAX;
  return { asked: await nightly.ask(changed), waiting, isCut };
}

/** Tells the pairs that have changed from those that have not, and from those that wait. */
async function sorted(
  stores: BacktestStores,
  snapshot: PublishedSnapshot,
  pairs: readonly NightlyPair[],
): Promise<{ readonly changed: NightlyRequest[]; readonly waiting: WaitingBacktests }> {
  const orders = pairs.map((pair) => ({ pair, order: orderOf(pair) }));
  const readsActions = orders.some(
    ({ order }) => order && needsActions(order.options, order.needs),
  );
  const symbols = [...new Set(orders.flatMap(needed))];
  const heads = await stores.histories.heads(symbols, readsActions);
  const memory = new TermsMemory(stores);
  const changed: NightlyRequest[] = [];
  const missing = new Set<string>();
  let waiting = 0;
  for (const { pair, order } of orders) {
    const without = needed({ pair, order }).filter((symbol) => !heads.has(symbol));
    for (const symbol of without) missing.add(symbol);
    if (without.length > 0) {
      waiting += 1;
      continue;
    }
    const inputs =
      order === null
        ? unreadableHash(pair)
        : await hashOf(stores, memory, { pair, order, snapshot, heads });
    if (inputs !== pair.inputs) changed.push({ ...pair, inputs });
  }
  return { changed, waiting: { pairs: waiting, symbols: [...missing].sort() } };
}

interface OrderedPair {
  readonly pair: NightlyPair;
  readonly order: BacktestOrder | null;
}

const needed = ({ pair: { portfolio }, order }: OrderedPair): string[] =>
  order === null ? [] : symbolsOf(portfolio.holdings, order);

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
  const weighed = order.needs.needsMarketCaps ? symbolsOf(holdings, order) : [];
  return inputsHash({
    holdings,
    order,
    terms: await memory.of(portfolio, snapshot),
    asOf: snapshot.asOf,
    heads,
    capHashes: weighed.length === 0 ? new Map() : await stores.marketCaps.hashes(weighed),
  });
}
