import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { actionsHash } from './prices/actionsHash.js';

/** Assets that are read at once: more than a universe holds. */
const ASSETS_MAX = 20_000;

/** An asset as indices see it, without its columns: enough to tell whether anything changed. */
export interface ConstituentHeader {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  /** Whether it is still refreshed; what is not has had its last close. */
  readonly active: boolean;
  readonly lastDate: TradingDate;
  /** SHA-256 of its packed series. */
  readonly seriesHash: string;
  /** SHA-256 of its corporate actions. */
  readonly actionsHash: string;
}

/** Reads who may be in an index. */
export class ConstituentReader {
  constructor(private readonly database: Database) {}

  /**
   * Assets that have a history, by symbol.
   *
   * @param symbols whose, active or not; null: of all that are active
   */
  headers(symbols: readonly string[] | null): Promise<ConstituentHeader[]> {
    return this.database.session.query<ConstituentHeader>(
      `select a.id as "assetId", a.symbol, a.currency, a.active, s.last_date as "lastDate",
         s.hash as "seriesHash",
         ${actionsHash('a.id')} as "actionsHash"
       from assets a join price_series s on s.asset_id = a.id
       where case when $1::text[] is null then a.active else a.symbol = any($1::text[]) end
       order by a.symbol collate "C" limit ${ASSETS_MAX}`,
      [symbols],
    );
  }
}
