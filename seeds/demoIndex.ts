import type { IndexDefinition } from '../src/domain/marketIndex.js';
import { tradingDate } from '../src/domain/tradingDate.js';

/**
 * A definition alone: its values are computed. The funds are weighted by the net assets that are
 * stored of them in market_cap_data; the demo's market has all ten.
 */
export const DEMO_INDEX: IndexDefinition = {
  slug: 'ten-funds',
  name: 'Ten funds by size',
  description: 'Ten widely held funds, weighted by what they are worth, no one above a quarter.',
  kind: 'cap-weighted',
  strategy: null,
  currency: 'USD',
  baseDate: tradingDate('2020-01-02'),
  baseValue: '1000',
  parameters: {
    constituents: ['SPY', 'QQQ', 'IWM', 'EFA', 'EEM', 'AGG', 'TLT', 'HYG', 'GLD', 'VNQ'],
    frequency: 'quarterly',
    weightMax: 0.25,
  },
};
