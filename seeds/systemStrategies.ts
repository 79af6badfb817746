import type { StrategyKind } from '../src/domain/strategy.js';

/** A strategy of the system: its kind is its slug. */
export interface SystemStrategy {
  readonly name: string;
  readonly description: string;
  /** Those that a backtest takes unless it is given others. Rates are fractions per year. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * All kinds of strategies with the parameters that they begin with. Lookbacks are in trading days.
 * Momentum after Jegadeesh and Titman (1993), twelve months without the newest; dual momentum after
 * Antonacci (2014); the moving average after Faber (2007), ten months; risk parity after Maillard,
 * Roncalli and Teïletche (2010); minimum variance and maximum Sharpe after Markowitz (1952) and
 * Tobin (1958).
 */
export const SYSTEM_STRATEGIES: Readonly<Record<StrategyKind, SystemStrategy>> = {
  'buy-and-hold': {
    name: 'Buy and hold',
    description: 'Buys the target allocations on the first day and never trades again.',
    parameters: {},
  },
  rebalance: {
    name: 'Periodic rebalance',
    description: 'Returns to the target allocations at the close of each period.',
    parameters: { frequency: 'quarterly' },
  },
  bands: {
    name: 'Rebalance at bands',
    description:
      'Returns to the target allocations when one of them has drifted further than its band: five points, or a quarter of a small target.',
    parameters: { absoluteBand: 0.05, relativeBand: 0.25, frequency: 'daily' },
  },
  'equal-weight': {
    name: 'Equal weight',
    description: 'Holds the same amount of every asset, whatever the target allocations are.',
    parameters: { frequency: 'quarterly' },
  },
  'cap-weight': {
    name: 'Capitalisation weight',
    description: 'Holds assets in proportion to their market capitalisation.',
    parameters: { frequency: 'quarterly', weightMax: 1 },
  },
  'inverse-volatility': {
    name: 'Inverse volatility',
    description: 'Weights each asset by the inverse of its volatility over the lookback.',
    parameters: { lookback: 63, frequency: 'monthly' },
  },
  'risk-parity': {
    name: 'Risk parity',
    description: 'Weights assets so that each contributes the same to the risk of the portfolio.',
    parameters: { lookback: 252, frequency: 'monthly' },
  },
  'minimum-variance': {
    name: 'Minimum variance',
    description: 'The long-only weights of least variance over the lookback.',
    parameters: { lookback: 252, frequency: 'monthly', weightMax: 0.5, shrinkage: 0.2 },
  },
  'maximum-sharpe': {
    name: 'Maximum Sharpe ratio',
    description: 'The long-only weights of the highest Sharpe ratio over the lookback.',
    parameters: { lookback: 252, frequency: 'monthly', weightMax: 0.5, shrinkage: 0.2 },
  },
  momentum: {
    name: 'Momentum',
    description:
      'Holds the assets that returned most over twelve months, the newest month left out, in equal parts.',
    parameters: { mode: 'relative', lookback: 252, skip: 21, top: 3, frequency: 'monthly' },
  },
  'dual-momentum': {
    name: 'Dual momentum',
    description:
      'Holds the asset that returned most over twelve months, or a safe one, or cash, where that return is not above it.',
    parameters: { lookback: 252, top: 1, safeAsset: null, frequency: 'monthly' },
  },
  'moving-average': {
    name: 'Moving average',
    description:
      'Holds each target while its price is above its moving average, and cash in its place otherwise.',
    parameters: { lookback: 210, frequency: 'monthly', safeAsset: null },
  },
  'volatility-target': {
    name: 'Volatility target',
    description: 'Scales the target allocations so that volatility stays near ten percent a year.',
    parameters: { target: 0.1, lookback: 63, leverageMax: 1, frequency: 'monthly' },
  },
  'glide-path': {
    name: 'Glide path',
    description:
      'Moves from stocks to bonds, or cash, year by year: from nine tenths in stocks to four tenths.',
    parameters: { from: 0.9, to: 0.4, years: 25, stocks: [], bonds: [], frequency: 'yearly' },
  },
  'core-satellite': {
    name: 'Core and satellite',
    description:
      'Keeps most of the portfolio in a core at its target allocations and turns the rest over by momentum.',
    parameters: { core: 0.7, lookback: 126, top: 2, frequency: 'monthly' },
  },
};
