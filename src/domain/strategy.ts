/** The kinds of strategies that a backtest can run; a kind is also the slug of its system strategy. */
export const STRATEGY_KINDS = [
  'buy-and-hold',
  'rebalance',
  'bands',
  'equal-weight',
  'cap-weight',
  'inverse-volatility',
  'risk-parity',
  'minimum-variance',
  'maximum-sharpe',
  'momentum',
  'dual-momentum',
  'moving-average',
  'volatility-target',
  'glide-path',
  'core-satellite',
] as const;
export type StrategyKind = (typeof STRATEGY_KINDS)[number];
