import { cagrOfCountedYears, calmarOfCountedYears } from '../countedGrowth.js';
import { asIn } from '../formula.js';
import { sameAsOurs, type LibraryDefinitions, type SameAsOurs } from '../variant.js';
import { adjustedSharpe } from './adjustedSharpe.js';
import { alpha } from './alpha.js';
import { appraisalRatio } from './appraisalRatio.js';
import { averageDrawdown } from './averageDrawdown.js';
import { averageDrawdownDays } from './averageDrawdownDays.js';
import { averageRecoveryDays } from './averageRecoveryDays.js';
import { beta } from './beta.js';
import { betaBear } from './betaBear.js';
import { betaBull } from './betaBull.js';
import { burke } from './burke.js';
import { downCapture, upCapture } from './captures.js';
import { cdar95 } from './cdar95.js';
import { coKurtosis, coSkewness } from './coMoments.js';
import { downsideDeviation } from './downsideDeviation.js';
import { excessKurtosis } from './excessKurtosis.js';
import { gaussianCvar95, gaussianCvar99 } from './gaussianCvar.js';
import { gaussianVar95, gaussianVar99 } from './gaussianVar.js';
import { cvar95, cvar99 } from './historicalCvar.js';
import { var95, var99 } from './historicalVar.js';
import { hurstExponent } from './hurstExponent.js';
import { informationRatio } from './informationRatio.js';
import { kappa3 } from './kappa3.js';
import { kelly } from './kelly.js';
import { mSquared } from './mSquared.js';
import { martin } from './martin.js';
import { maxDrawdown } from './maxDrawdown.js';
import { modifiedCvar95, modifiedCvar99 } from './modifiedCvar.js';
import { modifiedSharpe } from './modifiedSharpe.js';
import { modifiedVar95, modifiedVar99 } from './modifiedVar.js';
import { netSelectivity } from './netSelectivity.js';
import { omega } from './omega.js';
import { painRatio } from './painRatio.js';
import { probabilisticSharpe } from './probabilisticSharpe.js';
import { prospectRatio } from './prospectRatio.js';
import { rSquared } from './rSquared.js';
import { rachev } from './rachev.js';
import { selectivity } from './selectivity.js';
import { semiDeviation } from './semiDeviation.js';
import { skewness } from './skewness.js';
import { sortino } from './sortino.js';
import { sourceOf } from './source.js';
import { specificRisk } from './specificRisk.js';
import { sterling } from './sterling.js';
import { systematicRisk } from './systematicRisk.js';
import { timingRatio } from './timingRatio.js';
import { treynor } from './treynor.js';
import { upsidePotentialRatio } from './upsidePotentialRatio.js';
import { volatilitySkewness } from './volatilitySkewness.js';

function same(name: string, call: string, file: string): SameAsOurs {
  return sameAsOurs(name, sourceOf(call, file));
}

/**
 * The definitions of PerformanceAnalytics, by our ids: what its function gives for the sample's
 * simple returns with scale = P, the risk-free return of a period as Rf and defaults otherwise.
 */
export const PERFORMANCEANALYTICS = {
  totalReturn: same('Return.cumulative', 'Return.cumulative(R)', 'Return.cumulative.R'),
  cagr: asIn(
    cagrOfCountedYears,
    'Return.annualized',
    sourceOf('Return.annualized(R, scale = P)', 'Return.annualized.R'),
  ),
  meanReturn: same('mean.arithmetic', 'mean.arithmetic(x)', 'mean.utils.R'),
  meanReturnAnnual: same(
    'Return.annualized(geometric = FALSE)',
    'Return.annualized(R, scale = P, geometric = FALSE)',
    'Return.annualized.R',
  ),
  geometricMeanReturn: same('mean.geometric', 'mean.geometric(x)', 'mean.utils.R'),
  bestDay: same(
    'table.Stats (Maximum)',
    "table.Stats(R)['Maximum', ] before it is rounded",
    'table.MonthlyReturns.R',
  ),
  worstDay: same(
    'table.Stats (Minimum)',
    "table.Stats(R)['Minimum', ] before it is rounded",
    'table.MonthlyReturns.R',
  ),
  winRate: same('UpsideFrequency', 'UpsideFrequency(R, MAR = 0)', 'UpsideFrequency.R'),
  volatility: same('StdDev.annualized', 'StdDev.annualized(x, scale = P)', 'StdDev.annualized.R'),
  downsideDeviation,
  semiDeviation,
  downsideFrequency: same(
    'DownsideFrequency',
    'DownsideFrequency(R, MAR = 0)',
    'DownsideFrequency.R',
  ),
  upsideFrequency: same('UpsideFrequency', 'UpsideFrequency(R, MAR = 0)', 'UpsideFrequency.R'),
  downsidePotential: same(
    'DownsidePotential',
    'DownsidePotential(R, MAR = 0)',
    'DownsideDeviation.R',
  ),
  meanAbsoluteDeviation: same(
    'MeanAbsoluteDeviation',
    'MeanAbsoluteDeviation(R)',
    'MeanAbsoluteDeviation.R',
  ),
  skewness,
  excessKurtosis,
  autocorrelation: same(
    'table.Autocorrelation (rho 1)',
    "table.Autocorrelation(R)['rho 1', ] before it is rounded",
    'table.Autocorrelation.R',
  ),
  hurstExponent,
  smoothingIndex: same('SmoothingIndex', 'SmoothingIndex(R, MAorder = 2)', 'SmoothingIndex.R'),
  sharpe: same(
    'SharpeRatio.annualized',
    'SharpeRatio.annualized(R, Rf, scale = P, geometric = FALSE)',
    'SharpeRatio.annualized.R',
  ),
  adjustedSharpe,
  modifiedSharpe,
  probabilisticSharpe,
  sortino,
  calmar: asIn(
    calmarOfCountedYears,
    'CalmarRatio',
    sourceOf('CalmarRatio(R, scale = P)', 'CalmarRatio.R'),
  ),
  sterling,
  burke,
  omega,
  kappa3,
  martin,
  painRatio,
  rachev,
  prospectRatio,
  bernardoLedoit: same('BernardoLedoitRatio', 'BernardoLedoitRatio(R)', 'BernadoLedoitratio.R'),
  dRatio: same('DRatio', 'DRatio(R)', 'DRatio.R'),
  upsidePotentialRatio,
  volatilitySkewness,
  kelly,
  var95,
  var99,
  cvar95,
  cvar99,
  gaussianVar95,
  gaussianVar99,
  modifiedVar95,
  modifiedVar99,
  gaussianCvar95,
  gaussianCvar99,
  modifiedCvar95,
  modifiedCvar99,
  maxDrawdown,
  averageDrawdown,
  averageDrawdownDays,
  averageRecoveryDays,
  drawdownDeviation: same('DrawdownDeviation', 'DrawdownDeviation(R)', 'maxDrawdown.R'),
  ulcerIndex: same('UlcerIndex', 'UlcerIndex(R)', 'UlcerIndex.R'),
  painIndex: same('PainIndex', 'PainIndex(R)', 'PainIndex.R'),
  cdar95,
  beta,
  alpha,
  correlation: same(
    'table.Correlation',
    "table.Correlation(Ra, Rb)[, 'Correlation']",
    'table.Correlation.R',
  ),
  rSquared,
  trackingError: same('TrackingError', 'TrackingError(Ra, Rb, scale = P)', 'TrackingError.R'),
  informationRatio,
  activePremium: same('ActivePremium', 'ActivePremium(Ra, Rb, scale = P)', 'ActivePremium.R'),
  betaBull,
  betaBear,
  timingRatio,
  upCapture,
  downCapture,
  treynor,
  mSquared,
  appraisalRatio,
  selectivity,
  netSelectivity,
  systematicRisk,
  specificRisk,
  coSkewness,
  coKurtosis,
  betaCoSkewness: same('BetaCoSkewness', 'BetaCoSkewness(Ra, Rb)', 'CoMoments.R'),
  betaCoKurtosis: same('BetaCoKurtosis', 'BetaCoKurtosis(Ra, Rb)', 'CoMoments.R'),
  treynorMazuy: same(
    'MarketTiming (TM)',
    "MarketTiming(Ra, Rb, Rf, method = 'TM')[, 'Gamma']",
    'MarketTiming.R',
  ),
  henrikssonMerton: same(
    'MarketTiming (HM)',
    "MarketTiming(Ra, Rb, Rf, method = 'HM')[, 'Gamma']",
    'MarketTiming.R',
  ),
} as const satisfies LibraryDefinitions<string>;
