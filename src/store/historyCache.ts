import type { PriceSeries } from '../domain/priceSeries.js';
import type { Database } from './database.js';
import { MarketHistoryReader, type MarketHistory } from './marketHistories.reader.js';

/** Histories that one cache keeps: of 20 years about 100 kB each. */
export const HISTORIES_KEPT_MAX = 400;

/** What a stored history is told apart from an earlier one by. */
interface Header {
  readonly symbol: string;
  readonly hash: string;
  /** Of the actions; null where they are not asked for. */
  readonly actionsHash: string | null;
}

interface Kept extends Header {
  readonly history: MarketHistory;
}

/**
 * Reads histories as {@link MarketHistoryReader} does, and keeps those that were asked for last:
 * one whose stored hashes are still the same is not read again. Columns lie in memory that threads
 * share, and are to be read only.
 */
export class HistoryCache {
  readonly #reader: MarketHistoryReader;
  /** By symbol, that asked for last at the end. */
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly database: Database) {
    this.#reader = new MarketHistoryReader(database);
  }

  /** As `MarketHistoryReader.load`, in the order of the symbols; each is named once. */
  async load(
    symbols: readonly string[],
    withActions: boolean,
  ): Promise<ReadonlyMap<string, MarketHistory>> {
    const headers = await this.#headers(symbols, withActions);
    const outdated = [...headers.values()].filter((header) => !this.#holds(header));
    if (outdated.length > 0) {
      const names = outdated.map(({ symbol }) => symbol);
      const read = await this.#reader.load(names, withActions);
      for (const header of outdated) this.#keep(header, read.get(header.symbol));
    }
    const found = symbols.flatMap((symbol): [string, MarketHistory][] => {
      const kept = headers.has(symbol) ? this.#kept.get(symbol) : undefined;
      if (kept === undefined) return [];
      this.#kept.delete(symbol);
      this.#kept.set(symbol, kept);
      return [[symbol, withActions ? kept.history : { ...kept.history, actions: [] }]];
    });
    for (const symbol of this.#kept.keys()) {
      if (this.#kept.size <= HISTORIES_KEPT_MAX) break;
      this.#kept.delete(symbol);
    }
    return new Map(found);
  }

  #holds({ symbol, hash, actionsHash }: Header): boolean {
    const kept = this.#kept.get(symbol);
    if (kept?.hash !== hash) return false;
    return actionsHash === null || kept.actionsHash === actionsHash;
  }

  /** What was read may be newer than its header: then it is read once more when asked for again. */
  #keep(header: Header, history: MarketHistory | undefined): void {
    if (history === undefined) this.#kept.delete(header.symbol);
    else {
      const series = shared(history.series);
      this.#kept.set(header.symbol, { ...header, history: { ...history, series } });
    }
  }

  /** The header of each stored history, by symbol. */
  async #headers(
    symbols: readonly string[],
    withActions: boolean,
  ): Promise<ReadonlyMap<string, Header>> {
    const actionsHash = `(select encode(sha256(convert_to(coalesce(string_agg(
      concat_ws(' ', ex_date, kind, value), ',' order by ex_date, kind), ''), 'UTF8')), 'hex')
      from corporate_actions c where c.asset_id = s.asset_id)`;
    const rows = await this.database.session.query<Header>(
      `select a.symbol, s.hash, ${withActions ? actionsHash : 'null'} as "actionsHash"
       from price_series s join assets a on a.id = s.asset_id
       where a.symbol = any($1::varchar[])`,
      [symbols],
    );
    return new Map(rows.map((header) => [header.symbol, header]));
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
