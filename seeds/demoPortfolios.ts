import type { PortfolioDraft } from '../src/domain/portfolio.js';

const model = (
  name: string,
  description: string,
  allocations: Readonly<Record<string, string>>,
): PortfolioDraft => ({
  name,
  description: `${description} Of simulated funds.`,
  isPublic: true,
  initialCapital: '10000.00',
  benchmark: 'SPY',
  holdings: Object.entries(allocations).map(([symbol, allocation]) => ({ symbol, allocation })),
});

/** What the demo shows, by slug: portfolios of the funds that its exchange knows. */
export const DEMO_PORTFOLIOS: Readonly<Record<string, PortfolioDraft>> = {
  'demo-sixty-forty': model('60/40', 'Stocks and bonds.', { SPY: '0.6', AGG: '0.4' }),
  'demo-permanent': model('Stocks, bonds, gold', 'Three that seldom fall together.', {
    SPY: '0.4',
    TLT: '0.35',
    GLD: '0.25',
  }),
  'demo-world': model('World', 'Stocks at home, abroad and in new markets, with property.', {
    SPY: '0.5',
    EFA: '0.25',
    EEM: '0.15',
    VNQ: '0.1',
  }),
};
