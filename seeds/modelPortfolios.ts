import type { PortfolioDraft } from '../src/domain/portfolio.js';

const INITIAL_CAPITAL = '10000.00';

/** A model's holdings by symbol, as fractions that sum to 1, and what it is measured against. */
function model(
  name: string,
  description: string,
  allocations: Readonly<Record<string, string>>,
  benchmark = 'VTI',
): PortfolioDraft {
  const holdings = Object.entries(allocations).map(([symbol, allocation]) => ({
    symbol,
    allocation,
  }));
  return {
    name,
    description,
    isPublic: true,
    initialCapital: INITIAL_CAPITAL,
    benchmark,
    holdings,
  };
}

/**
 * Allocations that have been published, by slug, each with its author and work. Funds are common
 * ones of the asset classes that the authors name.
 */
export const MODEL_PORTFOLIOS: Readonly<Record<string, PortfolioDraft>> = {
  'sixty-forty': model(
    '60/40',
    'The balanced portfolio of stocks and bonds, as in the Vanguard Balanced Index Fund.',
    { VTI: '0.6', BND: '0.4' },
  ),
  'three-fund': model(
    'Three-fund portfolio',
    'Taylor Larimore, The Bogleheads’ Guide to the Three-Fund Portfolio (2018): the whole market at home, abroad, and of bonds; here at 60/40 with three tenths of the stocks abroad.',
    { VTI: '0.42', VXUS: '0.18', BND: '0.4' },
  ),
  'four-fund': model(
    'Four-fund portfolio',
    'The core of Vanguard’s target retirement funds and LifeStrategy Moderate Growth: stocks and bonds, at home and abroad.',
    { VTI: '0.36', VXUS: '0.24', BND: '0.28', BNDX: '0.12' },
  ),
  'all-weather': model(
    'All-weather',
    'Ray Dalio’s, as told in Tony Robbins, Money: Master the Game (2014).',
    { VTI: '0.3', TLT: '0.4', IEF: '0.15', GLD: '0.075', DBC: '0.075' },
  ),
  permanent: model(
    'Permanent portfolio',
    'Harry Browne, Fail-Safe Investing (1999): a quarter each for prosperity, deflation, inflation and recession.',
    { VTI: '0.25', TLT: '0.25', GLD: '0.25', BIL: '0.25' },
  ),
  'golden-butterfly': model(
    'Golden butterfly',
    'Tyler of portfoliocharts.com (2015): the permanent portfolio, leaning to growth.',
    { VTI: '0.2', VBR: '0.2', TLT: '0.2', SHY: '0.2', GLD: '0.2' },
  ),
  ivy: model(
    'Ivy portfolio',
    'Mebane Faber and Eric Richardson, The Ivy Portfolio (2009): five classes in equal parts.',
    { VTI: '0.2', VXUS: '0.2', BND: '0.2', VNQ: '0.2', DBC: '0.2' },
  ),
  'cowards-portfolio': model(
    'Coward’s portfolio',
    'William Bernstein, The Intelligent Asset Allocator (2001), with one fund for each group of regions.',
    {
      VTI: '0.15',
      VTV: '0.1',
      IWM: '0.05',
      VBR: '0.1',
      VEA: '0.1',
      VWO: '0.05',
      VNQ: '0.05',
      SHY: '0.4',
    },
  ),
  'core-four': model(
    'Core four',
    'Rick Ferri, All About Asset Allocation (2010), at eight tenths in stocks.',
    { VTI: '0.48', VXUS: '0.24', VNQ: '0.08', BND: '0.2' },
  ),
  swensen: model('Swensen’s lazy portfolio', 'David Swensen, Unconventional Success (2005).', {
    VTI: '0.3',
    VEA: '0.15',
    VWO: '0.05',
    VNQ: '0.2',
    TLT: '0.15',
    TIP: '0.15',
  }),
  'buffett-ninety-ten': model(
    'Buffett’s 90/10',
    'Warren Buffett, letter to the shareholders of Berkshire Hathaway for 2013.',
    { VOO: '0.9', SHY: '0.1' },
    'SPY',
  ),
};
