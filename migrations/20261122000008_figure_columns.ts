/** The windows of a row's arrays, in their order. */
export const WINDOW_NAMES = ['1m', '3m', '6m', 'ytd', '1y', '3y', '5y', '10y', 'max'] as const;

/** The figures that were columns before, in their order. */
export const FORMER_FIGURES = [
  'total_return',
  'cagr',
  'volatility',
  'downside_deviation',
  'sharpe',
  'sortino',
  'calmar',
  'max_drawdown',
  'var95',
  'cvar95',
  'beta',
  'alpha',
  'correlation',
] as const;

/** Every figure that is stored from now on, in its order. */
export const FIGURES = [
  'total_return',
  'cagr',
  'volatility',
  'downside_deviation',
  'sharpe',
  'sortino',
  'calmar',
  'max_drawdown',
  'ulcer_index',
  'var95',
  'var99',
  'cvar95',
  'cvar99',
  'skewness',
  'excess_kurtosis',
  'best_day',
  'worst_day',
  'win_rate',
  'beta',
  'alpha',
  'correlation',
  'r_squared',
  'tracking_error',
  'information_ratio',
  'up_capture',
  'down_capture',
  'treynor',
  'omega',
] as const;

const FORMER: ReadonlySet<string> = new Set(FORMER_FIGURES);

/** Whether a figure had a column of its own before. */
export const isFormer = (figure: string): boolean => FORMER.has(figure);
