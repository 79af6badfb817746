import { AdjustmentFactorRow } from './adjustmentFactor.js';
import { Allocation } from './allocation.js';
import { ApiKey } from './apiKey.js';
import { Asset } from './asset.js';
import { Backtest, PerformanceMetrics } from './backtest.js';
import { CorporateActionRow } from './corporateAction.js';
import { EtfInfo } from './etfInfo.js';
import { FxRate } from './fxRate.js';
import { IndexComputation } from './indexComputation.js';
import { IndexEventRow } from './indexEvent.js';
import { IndexValue } from './indexValue.js';
import { MarketCapData } from './marketCapData.js';
import { MarketData } from './marketData.js';
import { MarketIndex } from './marketIndex.js';
import { Portfolio, PortfolioHolding } from './portfolio.js';
import { Price } from './price.js';
import { PriceRevision } from './priceRevision.js';
import { PriceSeriesRow } from './priceSeries.js';
import { QualityFinding } from './qualityFinding.js';
import { RefreshRun } from './refreshRun.js';
import { RefreshTask } from './refreshTask.js';
import { RiskFreeRate } from './riskFreeRate.js';
import { RiskFigures } from './riskFigures.js';
import { RiskMetrics } from './riskMetrics.js';
import { Snapshot } from './snapshot.js';
import { Strategy } from './strategy.js';
import { StrategyConfig } from './strategyConfig.js';
import { User } from './user.js';
import { UserStrategy } from './userStrategy.js';

/** Every entity, in one explicit list: what is not here is not stored. */
export const ENTITIES = [
  Asset,
  EtfInfo,
  Price,
  CorporateActionRow,
  AdjustmentFactorRow,
  PriceSeriesRow,
  MarketData,
  MarketCapData,
  RiskFreeRate,
  FxRate,
  PriceRevision,
  RefreshRun,
  RefreshTask,
  QualityFinding,
  Snapshot,
  RiskFigures,
  RiskMetrics,
  User,
  ApiKey,
  Strategy,
  StrategyConfig,
  UserStrategy,
  Portfolio,
  PortfolioHolding,
  Backtest,
  PerformanceMetrics,
  MarketIndex,
  IndexValue,
  Allocation,
  IndexEventRow,
  IndexComputation,
];
