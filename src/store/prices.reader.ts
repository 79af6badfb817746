import type { AdjustmentFactor } from '../domain/adjustment.js';
import type { BarColumns } from '../domain/barColumns.js';
import type { ActionKind } from '../domain/corporateAction.js';
import { Dec } from '../domain/decimals.js';
import type { TradingDate } from '../domain/tradingDate.js';
import type { Database } from './database.js';
import { readBars, type BarRange } from './prices/marketRows.js';

/** Who a history is of, and how its prices are adjusted. */
export interface PricedAsset {
  readonly id: string;
  readonly symbol: string;
  readonly factors: readonly AdjustmentFactor[];
}

/** A corporate action as it is shown: cash per share, or new shares per old share. */
export interface ListedAction {
  readonly exDate: TradingDate;
  readonly kind: ActionKind;
  readonly value: number;
}

interface FactorText {
  readonly fromDate: TradingDate;
  readonly split: string;
  readonly dividend: string;
}

/** Reads an asset's market data: few statements whatever the length of the history. */
export class PriceReader {
  constructor(private readonly database: Database) {}

  /** The asset with its adjustment factors, in one statement; null when there is none. */
  async asset(symbol: string): Promise<PricedAsset | null> {
    const [row] = await this.database.session.query<{ id: string; factors: FactorText[] }>(
      `select a.id, coalesce((
         select jsonb_agg(jsonb_build_object('fromDate', f.from_date,
           'split', f.split_factor::text, 'dividend', f.dividend_factor::text)
           order by f.from_date)
         from adjustment_factors f where f.asset_id = a.id), '[]') as factors
       from assets a where a.symbol = $1`,
      [symbol],
    );
    if (row === undefined) return null;
    const factors = row.factors.map(({ fromDate, split, dividend }) => ({
      fromDate,
      splitFactor: new Dec(split),
      dividendFactor: new Dec(dividend),
    }));
    return { id: row.id, symbol, factors };
  }

  /** Bars as traded, ascending, both ends included. */
  bars(assetId: string, range: BarRange): Promise<BarColumns> {
    return readBars(this.database.session, assetId, range.from ?? null, range);
  }

  /** The actions of an asset by ex-date, or null when there is no such asset. One statement. */
  async actions(
    symbol: string,
    range: { from: TradingDate | null; to: TradingDate | null; limit: number },
  ): Promise<ListedAction[] | null> {
    const rows = await this.database.session.query<ListedAction | Record<keyof ListedAction, null>>(
      `select c.ex_date as "exDate", c.kind, c.value::float8 as value
       from assets a left join corporate_actions c on c.asset_id = a.id
         and ($2::date is null or c.ex_date >= $2) and ($3::date is null or c.ex_date <= $3)
       where a.symbol = $1 order by c.ex_date, c.kind limit $4`,
      [symbol, range.from, range.to, range.limit],
    );
    if (rows.length === 0) return null;
    return rows.filter((row): row is ListedAction => row.exDate !== null);
  }
}
