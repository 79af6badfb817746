import { absoluteTailRatio } from '../absoluteTailRatio.js';
import { informationRatioPerPeriod } from '../activeReturns.js';
import { cagrOfCountedYears, calmarOfCountedYears } from '../countedGrowth.js';
import { asIn, type Formula } from '../formula.js';
import { sameAsOurs, type LibraryDefinitions, type SameAsOurs, type Variant } from '../variant.js';
import { alpha } from './alpha.js';
import { downsideDeviation, sortino } from './downside.js';
import { captureRatio, downCapture, upCapture } from './markets.js';
import { excessKurtosis, skewness } from './shape.js';
import { empyricalSource } from './source.js';
import { stability } from './stability.js';
import { cvar95, cvar99, var95, var99 } from './tail.js';

const ours = (name: string): SameAsOurs => sameAsOurs(`empyrical.${name}`, empyricalSource(name));
const has = (formula: Formula, name: string): Variant =>
  asIn(formula, `empyrical.${name}`, empyricalSource(name));

/** The definitions of empyrical, by our ids. */
export const EMPYRICAL = {
  totalReturn: ours('cum_returns_final'),
  cagr: has(cagrOfCountedYears, 'cagr'),
  volatility: ours('annual_volatility'),
  downsideDeviation,
  skewness,
  excessKurtosis,
  sharpe: ours('sharpe_ratio'),
  sortino,
  calmar: has(calmarOfCountedYears, 'calmar_ratio'),
  omega: ours('omega_ratio'),
  tailRatio: has(absoluteTailRatio, 'tail_ratio'),
  stability,
  var95,
  var99,
  cvar95,
  cvar99,
  maxDrawdown: ours('max_drawdown'),
  beta: ours('beta'),
  alpha,
  informationRatio: has(informationRatioPerPeriod, 'excess_sharpe'),
  betaBull: ours('up_alpha_beta'),
  betaBear: ours('down_alpha_beta'),
  upCapture,
  downCapture,
  captureRatio,
  battingAverage: ours('batting_average'),
} as const satisfies LibraryDefinitions<string>;
