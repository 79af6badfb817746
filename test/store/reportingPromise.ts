const FIGURES =
  'total_return, cagr, volatility, downside_deviation, sharpe, sortino, calmar, max_drawdown, ' +
  'var95, cvar95, beta, alpha, correlation';
const LATER_FIGURES =
  'ulcer_index, var99, cvar99, skewness, excess_kurtosis, best_day, worst_day, win_rate, ' +
  'r_squared, tracking_error, information_ratio, up_capture, down_capture, treynor, omega';

/** The promise to those who read: columns are added at most, never renamed or taken away. */
export const PROMISED: Readonly<Record<string, string>> = {
  instruments:
    'symbol, name, type, sector, currency, exchange, active, source, first_date, last_date, sessions',
  etf_facts:
    'symbol, expense_ratio, assets_under_management, category, issuer, inception_date, ' +
    'tracked_index, region, style, dividend_yield',
  etf_weights: 'symbol, kind, part_name, part_symbol, weight',
  daily_prices:
    'symbol, date, open, high, low, close, volume, adjusted_close, dividend, split_ratio, source',
  dividends_and_splits: 'symbol, ex_date, kind, value',
  publications:
    'snapshot_id, as_of, status, published_at, source, benchmark, risk_free_rate, definitions, ' +
    'assets, risk_free_series',
  figures: `symbol, window, as_of, from_date, to_date, observations, ${FIGURES}, ${LATER_FIGURES}`,
  findings: 'symbol, code, severity, trade_date, message, found_at',
  public_portfolios: 'portfolio_id, slug, name, description, is_model, initial_capital, benchmark',
  public_holdings: 'portfolio_id, symbol, allocation',
  system_strategies: 'slug, name, description, kind, version, parameters',
  public_backtests:
    'backtest_id, portfolio_id, strategy_kind, strategy, strategy_version, parameters, from_date, ' +
    `to_date, initial_capital, final_equity, turnover_annual, ${FIGURES}, finished_at, ${LATER_FIGURES}`,
  computed_indices: 'slug, name, description, kind, currency, base_date, base_value',
  index_closes: 'index, date, value, return',
  index_allocations: 'index, date, symbol, weight, value',
};
