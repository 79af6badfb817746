import type { PlainAction } from '../domain/corporateAction.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { actionsHash } from './prices/actionsHash.js';
import { unpack } from './prices/packedSeries.js';

/** Actions that one request reads at most: far more than 500 assets have had. */
const ACTIONS_MAX = 1_000_000;

/** What tells whether a history has changed, without the history. */
export interface HistoryHead {
  /** Of the packed series. */
  readonly hash: string;
  /** SHA-256 of the corporate actions; null where they were not asked for. */
  readonly actionsHash: string | null;
  readonly lastDate: TradingDate;
}

/** What a simulation is told of an asset. */
export interface MarketHistory extends HistoryHead {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly series: PriceSeries;
  /** By ex-date; empty where they were not asked for. */
  readonly actions: readonly PlainAction[];
}

interface SeriesRow extends HistoryHead {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly dates: Uint8Array;
  readonly close: Uint8Array;
  readonly adjustedClose: Uint8Array;
  readonly volume: Uint8Array;
}

interface ActionRow extends PlainAction {
  readonly assetId: string;
}

/** The select list of a head; `s` is price_series. */
const headColumns = (withActions: boolean): string => `s.hash, s.last_date as "lastDate",
  ${withActions ? actionsHash('s.asset_id') : 'null'} as "actionsHash"`;

/** Reads what simulations run on: two statements, however many assets. */
export class MarketHistoryReader {
  constructor(private readonly database: Database) {}

  /**
   * The histories of assets, active or not, by symbol; one without prices is not among them.
   *
   * @param symbols in capitals
   * @param withActions whether corporate actions are read as well
   */
  async load(
    symbols: readonly string[],
    withActions: boolean,
  ): Promise<ReadonlyMap<string, MarketHistory>> {
    const rows = await this.database.session.query<SeriesRow>(
      `select a.id as "assetId", a.symbol, a.currency, ${headColumns(withActions)}, s.dates, s.close,
         s.adjusted_close as "adjustedClose", ''::bytea as volume
       from price_series s join assets a on a.id = s.asset_id where a.symbol = any($1::varchar[])`,
      [symbols],
    );
    const actions = withActions ? await this.#actions(rows.map(({ assetId }) => assetId)) : null;
    return new Map(
      rows.map(({ dates, close, adjustedClose, volume, ...row }) => [
        row.symbol,
        {
          ...row,
          series: unpack({ dates, close, adjustedClose, volume }),
          actions: actions?.get(row.assetId) ?? [],
        },
      ]),
    );
  }

  /** The heads of what {@link load} would read, by symbol. */
  async heads(
    symbols: readonly string[],
    withActions: boolean,
  ): Promise<ReadonlyMap<string, HistoryHead>> {
    const rows = await this.database.session.query<HistoryHead & { symbol: string }>(
      `select a.symbol, ${headColumns(withActions)}
       from price_series s join assets a on a.id = s.asset_id where a.symbol = any($1::varchar[])`,
      [symbols],
    );
    return new Map(rows.map(({ symbol, ...head }) => [symbol, head]));
  }

  async #actions(assetIds: readonly string[]): Promise<Map<string, PlainAction[]>> {
    const rows = await this.database.session.query<ActionRow>(
      `select asset_id as "assetId", ex_date as "exDate", kind, value::text as value
       from corporate_actions where asset_id = any($1::uuid[])
       order by asset_id, ex_date, kind limit ${ACTIONS_MAX}`,
      [assetIds],
    );
    const byAsset = new Map<string, PlainAction[]>();
    for (const { assetId, ...action } of rows) {
      const known = byAsset.get(assetId);
      if (known === undefined) byAsset.set(assetId, [action]);
      else known.push(action);
    }
    return byAsset;
  }
}
