import type { MetricDefinition } from '../metric.js';
import { adjustedSharpe } from './adjustedSharpe.js';
import { bernardoLedoit } from './bernardoLedoit.js';
import { burke } from './burke.js';
import { calmar } from './calmar.js';
import { commonSense } from './commonSense.js';
import { cpcIndex } from './cpcIndex.js';
import { dRatio } from './dRatio.js';
import { gainToPain } from './gainToPain.js';
import { kappa3 } from './kappa3.js';
import { kelly } from './kelly.js';
import { martin } from './martin.js';
import { modifiedSharpe } from './modifiedSharpe.js';
import { omega } from './omega.js';
import { outlierLossRatio } from './outlierLossRatio.js';
import { outlierWinRatio } from './outlierWinRatio.js';
import { painRatio } from './painRatio.js';
import { payoffRatio } from './payoffRatio.js';
import { probabilisticSharpe } from './probabilisticSharpe.js';
import { profitFactor } from './profitFactor.js';
import { prospectRatio } from './prospectRatio.js';
import { rachev } from './rachev.js';
import { recoveryFactor } from './recoveryFactor.js';
import { riskOfRuin } from './riskOfRuin.js';
import { serenity } from './serenity.js';
import { sharpe } from './sharpe.js';
import { smartSharpe } from './smartSharpe.js';
import { smartSortino } from './smartSortino.js';
import { sortino } from './sortino.js';
import { stability } from './stability.js';
import { sterling } from './sterling.js';
import { tailRatio } from './tailRatio.js';
import { upsidePotentialRatio } from './upsidePotentialRatio.js';
import { volatilitySkewness } from './volatilitySkewness.js';

/** What was earned for the risk taken, in the order in which it is shown. */
export const RATIO_METRICS = [
  sharpe,
  adjustedSharpe,
  modifiedSharpe,
  smartSharpe,
  probabilisticSharpe,
  sortino,
  smartSortino,
  calmar,
  sterling,
  burke,
  omega,
  kappa3,
  martin,
  painRatio,
  serenity,
  recoveryFactor,
  rachev,
  prospectRatio,
  bernardoLedoit,
  dRatio,
  upsidePotentialRatio,
  volatilitySkewness,
  gainToPain,
  tailRatio,
  commonSense,
  cpcIndex,
  payoffRatio,
  profitFactor,
  kelly,
  riskOfRuin,
  outlierWinRatio,
  outlierLossRatio,
  stability,
] as const satisfies readonly MetricDefinition[];
