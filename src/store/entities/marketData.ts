import { defineEntity, p } from '@mikro-orm/core';
import { numeric } from './columns.js';

/** Bars with what belongs to their day: the second source schema's MarketData, one row a bar. */
export const MARKET_DATA_SQL = `
select a.symbol, p.date, p.open, p.high, p.low, p.close, p.volume,
  round(p.close * coalesce(f.split_factor, 1) * coalesce(f.dividend_factor, 1), 6) as adjusted_close,
  coalesce(c.dividend, 0) as dividend,
  coalesce(c.split_ratio, 1) as split_ratio,
  p.source
from prices p
join assets a on a.id = p.asset_id
left join lateral (
  select split_factor, dividend_factor from adjustment_factors
  where asset_id = p.asset_id and from_date <= p.date
  order by from_date desc limit 1
) f on true
left join lateral (
  select sum(value) filter (where kind <> 'split') as dividend,
    max(value) filter (where kind = 'split') as split_ratio
  from corporate_actions where asset_id = p.asset_id and ex_date = p.date
) c on true`.trim();

const MarketDataSchema = defineEntity({
  name: 'MarketData',
  tableName: 'market_data',
  view: true,
  expression: MARKET_DATA_SQL,
  properties: {
    symbol: p.string().primary(),
    date: p.date().primary(),
    open: numeric(18, 6),
    high: numeric(18, 6),
    low: numeric(18, 6),
    close: numeric(18, 6),
    volume: p.bigint('bigint'),
    adjustedClose: numeric(18, 6),
    dividend: numeric(20, 8),
    splitRatio: numeric(20, 8),
    source: p.string(),
  },
});

/** A read-only view: OHLCV as traded, adjusted close, dividend and split of the day. */
export class MarketData extends MarketDataSchema.class {}
MarketDataSchema.setClass(MarketData);
