import { createHash } from 'node:crypto';
import { RISK_METRIC_FIELDS, columnOf } from './entities/riskMetrics.js';
import { PACKED_BYTES_HASH } from './prices/packedSeries.js';
import type { SqlSession } from './session.js';

/** Sorted by bytes: what a database holds must not depend on the language that it sorts by. */
const bySymbol = 'order by a.symbol collate "C"';
const bySlug = 'order by i.slug collate "C"';

/**
 * What each market table says, by natural keys, without what differs from run to run: keys,
 * run ids and clocks. Of the snapshots only the published one counts.
 */
const CONTENT: Readonly<Record<string, string>> = {
  assets: `select symbol, name, type, sector, currency, exchange, active, source
    from assets a ${bySymbol}`,
  etf_info: `select a.symbol, i.expense_ratio, i.assets_under_management, i.category, i.issuer,
      i.inception_date, i.tracked_index, i.region, i.style, i.dividend_yield, i.sector_weights,
      i.country_weights, i.top_holdings
    from etf_info i join assets a on a.id = i.asset_id ${bySymbol}`,
  prices: `select a.symbol, p.date, p.open, p.high, p.low, p.close, p.volume, p.source
    from prices p join assets a on a.id = p.asset_id ${bySymbol}, p.date`,
  corporate_actions: `select a.symbol, c.ex_date, c.kind, c.value, c.source
    from corporate_actions c join assets a on a.id = c.asset_id
    ${bySymbol}, c.ex_date, c.kind collate "C"`,
  price_revisions: `select a.symbol, v.subject, v.date, v.open, v.high, v.low, v.close, v.volume,
      v.value, v.source
    from price_revisions v join assets a on a.id = v.asset_id
    ${bySymbol}, v.subject collate "C", v.date, v.believed_until_run_id, v.id`,
  adjustment_factors: `select a.symbol, f.from_date, f.split_factor, f.dividend_factor
    from adjustment_factors f join assets a on a.id = f.asset_id ${bySymbol}, f.from_date`,
  price_series: `select a.symbol, s.first_date, s.last_date, s.length, s.hash,
      ${PACKED_BYTES_HASH} as bytes_hash
    from price_series s join assets a on a.id = s.asset_id ${bySymbol}`,
  market_cap_data: `select a.symbol, c.date, c.market_cap, c.shares_outstanding, c.source
    from market_cap_data c join assets a on a.id = c.asset_id ${bySymbol}, c.date`,
  risk_free_rates: `select series, date, known_from, rate from risk_free_rates
    order by series collate "C", date, known_from`,
  indices: `select i.slug, i.name, i.description, i.kind, s.slug as strategy, i.currency,
      i.base_date, i.base_value, i.parameters
    from indices i left join strategies s on s.id = i.strategy_id ${bySlug}`,
  index_values: `select i.slug, v.date, v.value, v.return_pct, v.divisor
    from index_values v join indices i on i.id = v.index_id ${bySlug}, v.date`,
  allocations: `select i.slug, l.date, a.symbol, l.weight, l.value
    from allocations l join indices i on i.id = l.index_id join assets a on a.id = l.asset_id
    ${bySlug}, l.date, a.symbol collate "C"`,
  index_events: `select i.slug, e.position, e.date, e.kind, a.symbol, e.level_before, e.level_after,
      e.divisor_before, e.divisor_after, e.detail
    from index_events e join indices i on i.id = e.index_id left join assets a on a.id = e.asset_id
    ${bySlug}, e.position`,
  index_computations: `select i.slug, c.inputs, c.code, c.message, c.notes
    from index_computations c join indices i on i.id = c.index_id ${bySlug}`,
  quality_findings: `select a.symbol, q.code, q.severity, q.trade_date, q.message, q.detail
    from quality_findings q join assets a on a.id = q.asset_id
    ${bySymbol}, q.fingerprint collate "C"`,
  snapshots: `select as_of, source, fingerprint, definitions, benchmark, risk_free_rate,
      risk_free_series, assets
    from snapshots where status = 'published'`,
  risk_figures: `select coalesce(a.symbol, i.slug, f.portfolio_id::text) as subject, f.to_date,
      f.from_dates, f.observations,
      ${RISK_METRIC_FIELDS.map((field) => `f.${columnOf(field)}`).join(', ')},
      f.reasons, f.samples, f.inputs
    from risk_figures f left join assets a on a.id = f.asset_id
    left join indices i on i.id = f.index_id
    join snapshots s on s.id = f.snapshot_id and s.status = 'published'
    order by coalesce(a.symbol, i.slug, f.portfolio_id::text) collate "C"`,
};

/**
 * SHA-256 of each table's content, the same on PGlite and PostgreSQL. Two databases with equal
 * hashes answer every report alike.
 *
 * @param source a database, or a transaction's session to hash what it sees
 */
export async function tableHashes(source: {
  readonly session: SqlSession;
}): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [table, query] of Object.entries(CONTENT)) {
    const payload = await source.session.copyOut(query);
    hashes[table] = createHash('sha256').update(payload).digest('hex');
  }
  return hashes;
}
