import type { StrategyKind } from '../../src/domain/strategy.js';

/** Parameters by which each kind decides often, and looks at what it can, of assets A to D. */
export const FREQUENT_PARAMETERS: Readonly<
  Record<StrategyKind, Readonly<Record<string, unknown>>>
> = {
  'buy-and-hold': {},
  rebalance: { frequency: 'weekly', offset: -1 },
  bands: { absoluteBand: 0.005, relativeBand: null, to: 'edge' },
  'equal-weight': { frequency: 'weekly' },
  'cap-weight': { frequency: 'weekly', weightMax: 0.5 },
  'inverse-volatility': { frequency: 'weekly', lookback: 20 },
  'risk-parity': { frequency: 'weekly', lookback: 20 },
  'minimum-variance': { frequency: 'weekly', lookback: 20 },
  'maximum-sharpe': { frequency: 'weekly', lookback: 20 },
  momentum: { frequency: 'daily', lookback: 20, skip: 2, top: 2 },
  'dual-momentum': { frequency: 'daily', lookback: 20, safeAsset: 'D' },
  'moving-average': { frequency: 'daily', lookback: 20 },
  'volatility-target': { frequency: 'weekly', lookback: 20, target: 0.05 },
  'glide-path': { frequency: 'weekly', years: 1, stocks: ['A', 'B'] },
  'core-satellite': { frequency: 'daily', lookback: 20 },
};
