import { AdjustmentFactorRow } from './adjustmentFactor.js';
import { Asset } from './asset.js';
import { CorporateActionRow } from './corporateAction.js';
import { EtfInfo } from './etfInfo.js';
import { MarketData } from './marketData.js';
import { Price } from './price.js';
import { PriceSeriesRow } from './priceSeries.js';
import { QualityFinding } from './qualityFinding.js';
import { RefreshRun } from './refreshRun.js';
import { RefreshTask } from './refreshTask.js';
import { RiskFreeRate } from './riskFreeRate.js';
import { RiskMetrics } from './riskMetrics.js';
import { Snapshot } from './snapshot.js';

/** Every entity, in one explicit list: what is not here is not stored. */
export const ENTITIES = [
  Asset,
  EtfInfo,
  Price,
  CorporateActionRow,
  AdjustmentFactorRow,
  PriceSeriesRow,
  MarketData,
  RiskFreeRate,
  RefreshRun,
  RefreshTask,
  QualityFinding,
  Snapshot,
  RiskMetrics,
];
