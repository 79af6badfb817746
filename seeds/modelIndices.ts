import type { IndexDefinition } from '../src/domain/marketIndex.js';
import { tradingDate } from '../src/domain/tradingDate.js';

/** Widely held funds of ten kinds of assets, all listed before the base date. */
const TEN_FUNDS = ['AGG', 'EEM', 'EFA', 'GLD', 'HYG', 'IWM', 'QQQ', 'SPY', 'TLT', 'VNQ'];

const base = {
  currency: 'USD',
  strategy: null,
  baseDate: tradingDate('2010-01-04'),
  baseValue: '1000',
} as const;

/**
 * Definitions alone: values are computed by each refresh. Funds are weighted by the net assets that
 * are stored of them in market_cap_data, so that the first index begins when these are known.
 */
export const MODEL_INDICES: readonly IndexDefinition[] = [
  {
    ...base,
    slug: 'ten-funds',
    name: 'Ten funds by size',
    description: 'Ten widely held funds, weighted by what they are worth, no one above a quarter.',
    kind: 'cap-weighted',
    parameters: {
      constituents: TEN_FUNDS,
      frequency: 'quarterly',
      weightMax: 0.25,
      returnKind: 'total',
    },
  },
  {
    ...base,
    slug: 'ten-funds-evenly',
    name: 'Ten funds evenly',
    description: 'The same ten funds, a tenth in each at the end of every quarter.',
    kind: 'equal-weighted',
    parameters: { constituents: TEN_FUNDS, frequency: 'quarterly', returnKind: 'total' },
  },
  {
    ...base,
    slug: 'sixty-forty',
    name: 'Sixty to forty',
    description: 'Three fifths in US stocks and two in US bonds, brought back every quarter.',
    kind: 'strategy',
    strategy: 'rebalance',
    parameters: {
      constituents: ['AGG', 'SPY'],
      targets: { AGG: 0.4, SPY: 0.6 },
      strategyParameters: { frequency: 'quarterly' },
      returnKind: 'total',
    },
  },
  {
    ...base,
    slug: 'momentum-of-ten',
    name: 'Momentum of ten funds',
    description: 'Of the ten funds the three that returned most over a year, every month.',
    kind: 'strategy',
    strategy: 'momentum',
    parameters: {
      constituents: TEN_FUNDS,
      strategyParameters: { top: 3, frequency: 'monthly' },
      returnKind: 'total',
    },
  },
];
