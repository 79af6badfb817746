import { informationRatioPerPeriod } from '../activeReturns.js';
import { cagrOfCountedYears, calmarOfCountedYears } from '../countedGrowth.js';
import { asIn, type Formula } from '../formula.js';
import { sameAsOurs, type LibraryDefinitions, type SameAsOurs, type Variant } from '../variant.js';
import { averageReturn } from './averageReturn.js';
import { commonSense } from './commonSense.js';
import { cpcIndex } from './cpcIndex.js';
import { averageDrawdown, averageDrawdownDays, longestDrawdownDays } from './drawdownDetails.js';
import { cvar95, cvar99 } from './expectedShortfall.js';
import {
  expectedReturnDaily,
  expectedReturnMonthly,
  expectedReturnYearly,
} from './expectedReturn.js';
import { exposure } from './exposure.js';
import { bestMonth, bestYear, worstMonth, worstYear } from './extremePeriods.js';
import { alpha, treynor } from './greeks.js';
import { omega } from './omega.js';
import { outlierWinRatio } from './outlierWinRatio.js';
import { probabilisticSharpe } from './probabilisticSharpe.js';
import { riskOfRuin } from './riskOfRuin.js';
import { sharpe, smartSharpe } from './sharpe.js';
import { smartSortino, sortino } from './sortino.js';
import { quantstatsSource } from './source.js';
import { recoveryFactor, serenity } from './summedReturns.js';
import { tailRatio } from './tailRatio.js';
import * as trailing from './trailingReturn.js';
import { martin, ulcerIndex } from './ulcer.js';
import { gaussianVar95, gaussianVar99, var95, var99 } from './valueAtRisk.js';
import { winRate, winRateMonthly, winRateQuarterly, winRateYearly } from './winRate.js';

const ours = (name: string): SameAsOurs =>
  sameAsOurs(`quantstats.stats.${name}`, quantstatsSource(`stats.py ${name}`));
const has = (formula: Formula, name: string): Variant =>
  asIn(formula, `quantstats.stats.${name}`, quantstatsSource(`stats.py ${name}`));

/** The definitions of quantstats, by our ids. */
export const QUANTSTATS = {
  totalReturn: ours('comp'),
  cagr: has(cagrOfCountedYears, 'cagr'),
  meanReturn: averageReturn,
  geometricMeanReturn: ours('geometric_mean'),
  expectedReturnDaily,
  expectedReturnMonthly,
  expectedReturnYearly,
  ...trailing,
  bestDay: ours('best'),
  worstDay: ours('worst'),
  bestMonth,
  worstMonth,
  bestYear,
  worstYear,
  averageGain: ours('avg_win'),
  averageLoss: ours('avg_loss'),
  winRate,
  winRateMonthly,
  winRateQuarterly,
  winRateYearly,
  longestWinStreak: ours('consecutive_wins'),
  longestLossStreak: ours('consecutive_losses'),
  exposure,
  volatility: ours('volatility'),
  skewness: ours('skew'),
  excessKurtosis: ours('kurtosis'),
  sharpe,
  smartSharpe,
  smartSortino,
  probabilisticSharpe,
  sortino,
  calmar: has(calmarOfCountedYears, 'calmar'),
  omega,
  martin,
  serenity,
  recoveryFactor,
  gainToPain: ours('gain_to_pain_ratio'),
  tailRatio,
  commonSense,
  cpcIndex,
  payoffRatio: ours('payoff_ratio'),
  profitFactor: ours('profit_factor'),
  kelly: ours('kelly_criterion'),
  riskOfRuin,
  outlierWinRatio,
  outlierLossRatio: ours('outlier_loss_ratio'),
  var95,
  var99,
  cvar95,
  cvar99,
  gaussianVar95,
  gaussianVar99,
  maxDrawdown: ours('max_drawdown'),
  averageDrawdown,
  longestDrawdownDays,
  averageDrawdownDays,
  ulcerIndex,
  beta: sameAsOurs('quantstats.stats.greeks "beta"', quantstatsSource('stats.py greeks')),
  alpha,
  correlation: sameAsOurs(
    'quantstats.reports.metrics "Correlation"',
    quantstatsSource('reports.py metrics'),
  ),
  rSquared: ours('r_squared'),
  informationRatio: has(informationRatioPerPeriod, 'information_ratio'),
  treynor,
} as const satisfies LibraryDefinitions<string>;
