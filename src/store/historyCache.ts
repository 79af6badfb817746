import type { PriceSeries } from '../domain/priceSeries.js';
import type { Database } from './database.js';
import {
  MarketHistoryReader,
  type HistoryHead,
  type MarketHistory,
} from './marketHistories.reader.js';

/** Histories that one cache keeps: of 20 years about 100 kB each. */
export const HISTORIES_KEPT_MAX = 400;

/**
 * Reads histories as {@link MarketHistoryReader} does, and keeps those that were asked for last:
 * one whose stored hashes are still the same is not read again. Columns lie in memory that threads
 * share, and are to be read only.
 */
export class HistoryCache {
  readonly #reader: MarketHistoryReader;
  /** By symbol, that asked for last at the end. */
  readonly #kept = new Map<string, MarketHistory>();

  constructor(database: Database) {
    this.#reader = new MarketHistoryReader(database);
  }

  /** As `MarketHistoryReader.load`, in the order of the symbols; each is named once. */
  async load(
    symbols: readonly string[],
    withActions: boolean,
  ): Promise<ReadonlyMap<string, MarketHistory>> {
    const heads = await this.#reader.heads(symbols, withActions);
    const outdated = [...heads].flatMap(([symbol, head]) =>
      this.#holds(symbol, head) ? [] : symbol,
    );
    if (outdated.length > 0) {
      const read = await this.#reader.load(outdated, withActions);
      for (const symbol of outdated) this.#keep(symbol, read.get(symbol));
    }
    const found = symbols.flatMap((symbol): [string, MarketHistory][] => {
      const kept = heads.has(symbol) ? this.#kept.get(symbol) : undefined;
      if (kept === undefined) return [];
      this.#kept.delete(symbol);
      this.#kept.set(symbol, kept);
      return [[symbol, withActions ? kept : { ...kept, actions: [] }]];
    });
    for (const symbol of this.#kept.keys()) {
      if (this.#kept.size <= HISTORIES_KEPT_MAX) break;
      this.#kept.delete(symbol);
    }
    return new Map(found);
  }

  #holds(symbol: string, { hash, actionsHash }: HistoryHead): boolean {
    const kept = this.#kept.get(symbol);
    if (kept?.hash !== hash) return false;
    return actionsHash === null || kept.actionsHash === actionsHash;
  }

  #keep(symbol: string, history: MarketHistory | undefined): void {
    if (history === undefined) this.#kept.delete(symbol);
    else this.#kept.set(symbol, { ...history, series: shared(history.series) });
  }
}

/** A series in memory that threads read without a copy. */
function shared({ dates, close, adjustedClose, volume }: PriceSeries): PriceSeries {
  return {
    dates: new Int32Array(sharedBytes(dates)),
    close: new Float64Array(sharedBytes(close)),
    adjustedClose: new Float64Array(sharedBytes(adjustedClose)),
    volume: new Float64Array(sharedBytes(volume)),
  };
}

function sharedBytes({ buffer, byteOffset, byteLength }: Int32Array | Float64Array) {
  const bytes = new SharedArrayBuffer(byteLength);
  new Uint8Array(bytes).set(new Uint8Array(buffer, byteOffset, byteLength));
  return bytes;
}
