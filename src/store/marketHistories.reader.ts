import type { PlainAction } from '../domain/corporateAction.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import type { Database } from './database.js';
import { unpack } from './prices/packedSeries.js';

/** Actions that one request reads at most: far more than 500 assets have had. */
const ACTIONS_MAX = 1_000_000;

/** What a simulation is told of an asset. */
export interface MarketHistory {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  /** Hash of the packed series. */
  readonly hash: string;
  readonly series: PriceSeries;
  /** By ex-date; empty where they were not asked for. */
  readonly actions: readonly PlainAction[];
}

interface SeriesRow {
  readonly assetId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly hash: string;
  readonly dates: Uint8Array;
  readonly close: Uint8Array;
  readonly adjustedClose: Uint8Array;
  readonly volume: Uint8Array;
}

interface ActionRow extends PlainAction {
  readonly assetId: string;
}

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
      `select a.id as "assetId", a.symbol, a.currency, s.hash, s.dates, s.close,
         s.adjusted_close as "adjustedClose", ''::bytea as volume
       from price_series s join assets a on a.id = s.asset_id where a.symbol = any($1::varchar[])`,
      [symbols],
    );
    const actions = withActions ? await this.#actions(rows.map(({ assetId }) => assetId)) : null;
    return new Map(
      rows.map(({ assetId, symbol, currency, hash, ...packed }) => [
        symbol,
        {
          assetId,
          symbol,
          currency,
          hash,
          series: unpack(packed),
          actions: actions?.get(assetId) ?? [],
        },
      ]),
    );
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
