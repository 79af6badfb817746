import { tradingDate, type TradingDate } from '../../domain/tradingDate.js';

/** How the simulated market behaves for one fund, and what the exchange says of it. */
export interface SimulatedFund {
  readonly symbol: string;
  readonly name: string;
  readonly category: string;
  readonly issuer: string;
  readonly exchange: string;
  /** Fraction of assets a year. */
  readonly expenseRatio: number;
  /** In dollars, about what it holds at the beginning of 2026. */
  readonly assets: number;
  /** The first close, as traded. */
  readonly firstPrice: number;
  /** Expected total return a year, as a log return. */
  readonly driftAnnual: number;
  /** Loading on the equity factor, whose volatility is about 0.17 a year. */
  readonly equityBeta: number;
  /** Loading on the rates factor, whose volatility is about 0.06 a year. */
  readonly ratesBeta: number;
  /** Of the fund's own moves. */
  readonly volatilityAnnual: number;
  /** Fraction of the price a year, and how many payments it comes in. */
  readonly yieldAnnual: number;
  readonly paymentsPerYear: 0 | 4 | 12;
  /** Shares a day at the beginning. */
  readonly volumeDaily: number;
  readonly firstTrade: TradingDate;
  /** The last session, where trading has ended. */
  readonly lastTrade: TradingDate | null;
  readonly splits: readonly { readonly exDate: TradingDate; readonly ratio: number }[];
}

export const SIMULATION_START = tradingDate('2006-01-03');
export const SIMULATED_BENCHMARK = 'SPY';

type Text = Pick<SimulatedFund, 'symbol' | 'name' | 'category' | 'issuer' | 'exchange'>;
type Cost = Pick<SimulatedFund, 'expenseRatio' | 'assets' | 'firstPrice' | 'volumeDaily'>;
type Behaviour = Pick<
  SimulatedFund,
  | 'driftAnnual'
  | 'equityBeta'
  | 'ratesBeta'
  | 'volatilityAnnual'
  | 'yieldAnnual'
  | 'paymentsPerYear'
>;
type Life = Pick<SimulatedFund, 'firstTrade' | 'lastTrade' | 'splits'>;

function text(
  symbol: string,
  name: string,
  category: string,
  issuer: string,
  exchange = 'NYSEArca',
): Text {
  return { symbol, name: `${name} (simulated)`, category, issuer, exchange };
}

const cost = (
  expenseRatio: number,
  assets: number,
  firstPrice: number,
  volumeDaily: number,
): Cost => ({ expenseRatio, assets, firstPrice, volumeDaily });

function behaviour(
  driftAnnual: number,
  [equityBeta, ratesBeta]: readonly [number, number],
  volatilityAnnual: number,
  yieldAnnual: number,
  paymentsPerYear: 0 | 4 | 12,
): Behaviour {
  return { driftAnnual, equityBeta, ratesBeta, volatilityAnnual, yieldAnnual, paymentsPerYear };
}

const ALIVE: Life = { firstTrade: SIMULATION_START, lastTrade: null, splits: [] };

/** Thirteen funds; the benchmark first, one listed late, one delisted, two split. */
export const SIMULATED_FUNDS: readonly SimulatedFund[] = [
  {
    ...text('SPY', 'SPDR S&P 500 ETF Trust', 'Large Blend', 'State Street'),
    ...cost(0.000945, 6.5e11, 126.7, 6.2e7),
    ...behaviour(0.085, [1, 0], 0.01, 0.018, 4),
    ...ALIVE,
  },
  {
    ...text('QQQ', 'Invesco QQQ Trust', 'Large Growth', 'Invesco', 'NasdaqGM'),
    ...cost(0.002, 3.3e11, 41.2, 9.5e7),
    ...behaviour(0.115, [1.1, -0.1], 0.07, 0.007, 4),
    ...ALIVE,
  },
  {
    ...text('IWM', 'iShares Russell 2000 ETF', 'Small Blend', 'iShares'),
    ...cost(0.0019, 6.8e10, 67.6, 4.1e7),
    ...behaviour(0.07, [1.15, 0], 0.09, 0.013, 4),
    ...ALIVE,
  },
  {
    ...text('EFA', 'iShares MSCI EAFE ETF', 'Foreign Large Blend', 'iShares'),
    ...cost(0.0032, 6e10, 121.4, 1.2e7),
    ...behaviour(0.05, [0.95, 0.05], 0.08, 0.028, 4),
    ...ALIVE,
    splits: [{ exDate: tradingDate('2013-06-10'), ratio: 3 }],
  },
  {
    ...text('EEM', 'iShares MSCI Emerging Markets ETF', 'Diversified Emerging Mkts', 'iShares'),
    ...cost(0.0072, 1.8e10, 91.3, 3.4e7),
    ...behaviour(0.05, [1.1, 0.05], 0.13, 0.021, 4),
    ...ALIVE,
  },
  {
    ...text('AGG', 'iShares Core U.S. Aggregate Bond ETF', 'Intermediate Core Bond', 'iShares'),
    ...cost(0.0003, 1.2e11, 99.9, 3.1e6),
    ...behaviour(0.031, [0, 0.75], 0.012, 0.029, 12),
    ...ALIVE,
  },
  {
    ...text('TLT', 'iShares 20+ Year Treasury Bond ETF', 'Long Government', 'iShares', 'NasdaqGM'),
    ...cost(0.0015, 5.4e10, 92.1, 9.8e6),
    ...behaviour(0.032, [-0.2, 2.2], 0.04, 0.032, 12),
    ...ALIVE,
  },
  {
    ...text('HYG', 'iShares iBoxx $ High Yield Corporate Bond ETF', 'High Yield Bond', 'iShares'),
    ...cost(0.0049, 1.5e10, 103.5, 8.9e6),
    ...behaviour(0.05, [0.38, 0.35], 0.035, 0.055, 12),
    ...ALIVE,
  },
  {
    ...text('GLD', 'SPDR Gold Shares', 'Commodities Focused', 'State Street'),
    ...cost(0.004, 7.7e10, 53.0, 9.4e6),
    ...behaviour(0.07, [0.05, 0.6], 0.16, 0, 0),
    ...ALIVE,
  },
  {
    ...text('VNQ', 'Vanguard Real Estate ETF', 'Real Estate', 'Vanguard'),
    ...cost(0.0013, 3.4e10, 60.3, 3.2e6),
    ...behaviour(0.065, [1, 0.45], 0.15, 0.037, 4),
    ...ALIVE,
  },
  {
    ...text('XLE', 'Energy Select Sector SPDR Fund', 'Equity Energy', 'State Street'),
    ...cost(0.0009, 3.5e10, 102.4, 1.7e7),
    ...behaviour(0.065, [1.05, -0.3], 0.2, 0.029, 4),
    ...ALIVE,
    splits: [{ exDate: tradingDate('2019-12-05'), ratio: 2 }],
  },
  {
    ...text(
      'XLC',
      'Communication Services Select Sector SPDR Fund',
      'Communications',
      'State Street',
    ),
    ...cost(0.0009, 2e10, 50.0, 4.5e6),
    ...behaviour(0.085, [1.05, -0.05], 0.1, 0.009, 4),
    ...ALIVE,
    firstTrade: tradingDate('2018-06-19'),
  },
  {
    ...text('RSX', 'VanEck Russia ETF', 'Miscellaneous Region', 'VanEck', 'CboeUS'),
    ...cost(0.0067, 4e8, 37.9, 6.5e6),
    ...behaviour(0.02, [1.2, -0.1], 0.24, 0.035, 4),
    ...ALIVE,
    lastTrade: tradingDate('2022-03-04'),
  },
];
