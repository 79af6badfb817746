import { viewStatements, type View, type ViewColumn as Column } from './reportingView.js';

const SYMBOL: Column = ['symbol', 'ticker, unique', 'a.symbol'];

const FIGURES: readonly Column[] = [
  ['total_return', 'growth of one unit over the window, a fraction'],
  ['cagr', 'growth per year, a fraction'],
  ['volatility', 'sample deviation of daily returns times the root of 252'],
  ['downside_deviation', 'per year, below the risk-free rate'],
  ['sharpe', 'mean excess return over its deviation, per year'],
  ['sortino', 'mean excess return over the downside deviation, per year'],
  ['calmar', 'cagr over the depth of the maximum drawdown'],
  ['max_drawdown', 'worst fall from a peak, a negative fraction'],
  ['var95', 'historical value at risk of one day at 95 percent, a positive loss'],
  ['cvar95', 'mean loss beyond var95, positive'],
  ['beta', 'to the benchmark, on common dates'],
  ['alpha', 'per year, against the benchmark'],
  ['correlation', 'with the benchmark, on common dates'],
];

const MARKET: readonly View[] = [
  {
    name: 'instruments',
    comment: 'Everything with a price',
    columns: [
      SYMBOL,
      ['name', 'full name', 'a.name'],
      ['type', 'etf, equity, index, fund or cash', 'a.type'],
      ['sector', 'as the provider names it', 'a.sector'],
      ['currency', 'ISO 4217, of its prices', 'a.currency'],
      ['exchange', 'where it trades', 'a.exchange'],
      ['active', 'whether it is still refreshed', 'a.active'],
      ['source', 'who its prices come from', 'a.source'],
      ['first_date', 'of its first daily price', 's.first_date'],
      ['last_date', 'of its newest daily price', 's.last_date'],
      ['sessions', 'how many daily prices there are', 'coalesce(s.length, 0)'],
    ],
    source: 'from public.assets a left join public.price_series s on s.asset_id = a.id',
  },
  {
    name: 'etf_facts',
    comment: 'What is known of a fund beside its prices',
    columns: [
      SYMBOL,
      ['expense_ratio', 'fraction of assets per year', 'i.expense_ratio'],
      ['assets_under_management', "in the asset's currency", 'i.assets_under_management'],
      ['category', 'as the provider names it', 'i.category'],
      ['issuer', 'fund family', 'i.issuer'],
      ['inception_date', 'first day of the fund', 'i.inception_date'],
      ['tracked_index', 'what a passive fund follows', 'i.tracked_index'],
      ['region', 'where it invests', 'i.region'],
      ['style', 'how it invests', 'i.style'],
      ['dividend_yield', 'trailing year, a fraction of price', 'i.dividend_yield'],
    ],
    source: 'from public.etf_info i join public.assets a on a.id = i.asset_id',
  },
  {
    name: 'etf_weights',
    comment: 'What a fund is made of, one row a part',
    columns: [
      SYMBOL,
      ['kind', 'sector, country or holding', 'w.kind'],
      ['part_name', 'the sector, country or company', `w.part ->> 'name'`],
      ['part_symbol', 'ticker of a holding, where known', `w.part ->> 'symbol'`],
      ['weight', 'fraction of the fund', `(w.part ->> 'weight')::numeric`],
    ],
    source: `from public.etf_info i join public.assets a on a.id = i.asset_id cross join lateral (
      select 'sector' as kind, jsonb_array_elements(i.sector_weights) as part
      union all select 'country', jsonb_array_elements(i.country_weights)
      union all select 'holding', jsonb_array_elements(i.top_holdings)) w`,
  },
  {
    name: 'daily_prices',
    comment: 'One row per asset and session: prices as traded that day, and adjusted',
    columns: [
      ['symbol', 'ticker'],
      ['date', 'trading date in the zone of the exchange'],
      ['open', 'as traded'],
      ['high', 'as traded'],
      ['low', 'as traded'],
      ['close', 'as traded'],
      ['volume', 'shares that changed hands'],
      ['adjusted_close', 'adjusted for splits and payments: its ratios are total returns'],
      ['dividend', 'cash per share that went ex on this day, capital gains with it'],
      ['split_ratio', 'new shares per old share from this day on, 1 on most days'],
      ['source', 'who it comes from'],
    ],
    source: 'from public.market_data',
  },
  {
    name: 'dividends_and_splits',
    comment: 'Dividends, capital gains and splits',
    columns: [
      SYMBOL,
      ['ex_date', 'effective at the open of this day', 'c.ex_date'],
      ['kind', 'dividend, capital_gain or split', 'c.kind'],
      ['value', 'cash per share as traded, or new shares per old share', 'c.value'],
    ],
    source: 'from public.corporate_actions c join public.assets a on a.id = c.asset_id',
  },
  {
    name: 'publications',
    comment: 'Every set of figures that was published; one is now',
    columns: [
      ['snapshot_id', 'key', 'id'],
      ['as_of', 'the newest session in it'],
      ['status', 'published or superseded'],
      ['published_at', 'when it became the published one'],
      ['source', 'who its prices come from'],
      ['benchmark', 'ticker that beta and its like are measured against'],
      ['risk_free_rate', 'fraction per year'],
      ['definitions', 'version of the definitions of the figures'],
      ['assets', 'how many assets it holds figures of'],
    ],
    source: 'from public.snapshots',
  },
  {
    name: 'figures',
    comment: 'Risk and performance of the published snapshot, one row per asset and window',
    columns: [
      SYMBOL,
      ['window', '1m, 3m, 6m, ytd, 1y, 3y, 5y, 10y or max', 'm."window"'],
      ['as_of', 'the newest session of the snapshot', 'm.as_of'],
      ['from_date', 'base date: the first return is earned after it', 'm.from_date'],
      ['to_date', 'the last session in the window', 'm.to_date'],
      ['observations', 'daily returns in the window', 'm.observations'],
      ...FIGURES.map(([name, comment]): Column => [name, comment, `m.${name}`]),
    ],
    source: `from public.risk_metrics m join public.assets a on a.id = m.asset_id
      join public.snapshots s on s.id = m.snapshot_id and s.status = 'published'`,
  },
  {
    name: 'findings',
    comment: 'What was refused or looks wrong in the prices, and why',
    columns: [
      SYMBOL,
      ['code', 'which rule', 'q.code'],
      ['severity', 'info, warning or error', 'q.severity'],
      ['trade_date', 'the session, or null for the whole history', 'q.trade_date'],
      ['message', 'one sentence', 'q.message'],
      ['found_at', 'when it was first found', 'q.found_at'],
    ],
    source: 'from public.quality_findings q join public.assets a on a.id = q.asset_id',
  },
];

const PUBLIC_ONLY = 'where p.is_public';
/** Of a strategy that a user keeps, only its kind is told. */
const ofSystem = (column: string): string => `case when t.is_system then ${column} end`;

const WAREHOUSE: readonly View[] = [
  {
    name: 'public_portfolios',
    comment: 'Public portfolios; private ones are in no view',
    isPrivate: true,
    columns: [
      ['portfolio_id', 'key', 'p.id'],
      ['slug', 'of a model portfolio', 'p.slug'],
      ['name', 'of the portfolio', 'p.name'],
      ['description', 'what it is for', 'p.description'],
      ['is_model', 'whether it came with Highwater', 'p.owner_id is null'],
      ['initial_capital', 'what a backtest begins with', 'p.initial_capital'],
      ['benchmark', 'ticker', 'b.symbol'],
    ],
    source: `from public.portfolios p left join public.assets b on b.id = p.benchmark_id
      ${PUBLIC_ONLY}`,
  },
  {
    name: 'public_holdings',
    comment: 'What public portfolios are meant to hold',
    isPrivate: true,
    columns: [
      ['portfolio_id', 'key of public_portfolios', 'p.id'],
      SYMBOL,
      ['allocation', 'fraction of the portfolio; together at most 1', 'h.allocation'],
    ],
    source: `from public.portfolio_holdings h join public.portfolios p on p.id = h.portfolio_id
      join public.assets a on a.id = h.asset_id ${PUBLIC_ONLY}`,
  },
  {
    name: 'system_strategies',
    comment: "The system's strategies with their active parameters",
    isPrivate: true,
    columns: [
      ['slug', 'unique', 't.slug'],
      ['name', 'of the strategy', 't.name'],
      ['description', 'what it does', 't.description'],
      ['kind', 'which rule', 't.kind'],
      ['version', 'of the active parameters, null without', 'c.version'],
      ['parameters', 'jsonb, null without', 'c.parameters'],
    ],
    source: `from public.strategies t
      left join public.strategy_configs c on c.strategy_id = t.id and c.active where t.is_system`,
  },
  {
    name: 'public_backtests',
    comment: 'Completed backtests of public portfolios with their figures',
    isPrivate: true,
    columns: [
      ['backtest_id', 'key', 'b.id'],
      ['portfolio_id', 'key of public_portfolios', 'p.id'],
      ['strategy_kind', 'which rule', 't.kind'],
      ['strategy', "slug of one of the system's strategies, else null", ofSystem('t.slug')],
      ['strategy_version', 'of its parameters', ofSystem('b.strategy_version')],
      ['parameters', "jsonb, of the system's strategies", ofSystem('b.parameters')],
      ['from_date', 'first session', 'b.from_date'],
      ['to_date', 'last session', 'b.to_date'],
      ['initial_capital', 'what it began with', 'b.initial_capital'],
      ['final_equity', 'what it ended with', 'm.final_equity'],
      ['turnover_annual', 'fraction of equity traded per year', 'm.turnover_annual'],
      ...FIGURES.map(([name, comment]): Column => [name, comment, `m.${name}`]),
      ['finished_at', 'when it was completed', 'b.finished_at'],
    ],
    source: `from public.backtests b join public.portfolios p on p.id = b.portfolio_id
      join public.strategies t on t.id = b.strategy_id
      left join public.performance_metrics m on m.backtest_id = b.id
      ${PUBLIC_ONLY} and b.status = 'completed'`,
  },
  {
    name: 'computed_indices',
    comment: 'Indices that are computed here',
    columns: [
      ['slug', 'unique'],
      ['name', 'of the index'],
      ['description', 'what it holds'],
      ['kind', 'cap-weighted, equal-weighted or strategy'],
      ['currency', 'ISO 4217'],
      ['base_date', 'its first session'],
      ['base_value', 'its value on the base date'],
    ],
    source: 'from public.indices',
  },
  {
    name: 'index_closes',
    comment: 'Closes of indices',
    columns: [
      ['index', 'slug of computed_indices', 'i.slug'],
      ['date', 'trading date', 'v.date'],
      ['value', 'in index points', 'v.value'],
      ['return', 'simple return of the day, a fraction', 'v.return_pct'],
    ],
    source: 'from public.index_values v join public.indices i on i.id = v.index_id',
  },
  {
    name: 'index_allocations',
    comment: 'What indices held after each rebalance',
    columns: [
      ['index', 'slug of computed_indices', 'i.slug'],
      ['date', 'of the rebalance', 'l.date'],
      SYMBOL,
      ['weight', 'fraction of the index', 'l.weight'],
      ['value', 'in the currency of the index', 'l.value'],
    ],
    source: `from public.allocations l join public.indices i on i.id = l.index_id
      join public.assets a on a.id = l.asset_id`,
  },
];

const VIEWS = [...MARKET, ...WAREHOUSE];

/** One of the views as this migration makes it; later ones build on it and go back to it. */
export function reportingView(name: string): View {
  const view = VIEWS.find((it) => it.name === name);
  if (view === undefined) throw new RangeError(`there is no reporting view ${name}`);
  return view;
}

export const REPORTING_VIEWS = VIEWS.flatMap(viewStatements);
