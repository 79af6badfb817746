import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import {
  ReportThreads,
  type ReportThreadsOptions,
} from '../analytics/report/threads/reportThreads.js';
import { Identity } from '../identity/identity.js';
import { AssetReader } from '../store/assets.reader.js';
import { BacktestResultReader } from '../store/backtestResults.reader.js';
import { BacktestReader } from '../store/backtests.reader.js';
import type { Database } from '../store/database.js';
import { FigureReader } from '../store/figures.reader.js';
import { FindingReader } from '../store/findings.reader.js';
import { IndexComputationReader } from '../store/indexComputations.reader.js';
import { IndexReader } from '../store/indices.reader.js';
import { PortfolioReader } from '../store/portfolios.reader.js';
import { PriceReader } from '../store/prices.reader.js';
import { PublicationReader } from '../store/publication.reader.js';
import { RunReader } from '../store/runs.reader.js';
import { SeriesStore } from '../store/series.store.js';
import { StrategyReader } from '../store/strategies.reader.js';
import { AccountController } from './account/account.controller.js';
import { ActionsController } from './actions/actions.controller.js';
import { AssetsController } from './assets/assets.controller.js';
import { BacktestRowsController } from './backtests/backtestRows.controller.js';
import { BacktestsController } from './backtests/backtests.controller.js';
import { ComparisonController } from './comparison/comparison.controller.js';
import { CorrelationsController } from './correlations/correlations.controller.js';
import { DefinitionsController } from './definitions/definitions.controller.js';
import { DistributionController } from './distribution/distribution.controller.js';
import { DrawdownsController } from './drawdowns/drawdowns.controller.js';
import { ExplainController } from './explain/explain.controller.js';
import { FiguresController } from './figures/figures.controller.js';
import { Figures } from './figures/figures.js';
import { Histories } from './figures/histories.js';
import { FindingsController } from './findings/findings.controller.js';
import { HealthController } from './health/health.controller.js';
import { HomeController } from './home/home.controller.js';
import { AnswerInterceptor } from './http/answerInterceptor.js';
import { ProblemFilter } from './http/problemFilter.js';
import { RequestPipe } from './http/requestPipe.js';
import { IndexFiguresController } from './indices/indexFigures.controller.js';
import { IndicesController } from './indices/indices.controller.js';
import { MarketsController } from './markets/markets.controller.js';
import { NightlyRuns } from './portfolios/nightlyRuns.js';
import { PortfoliosController } from './portfolios/portfolios.controller.js';
import { MonteCarloController } from './monteCarlo/monteCarlo.controller.js';
import { PricesController } from './prices/prices.controller.js';
import { ReturnsController } from './returns/returns.controller.js';
import { RollingController } from './rolling/rolling.controller.js';
import { RunsController } from './runs/runs.controller.js';
import { ScreenerController } from './screener/screener.controller.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { StrategiesController } from './strategies/strategies.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { SimulationReader } from './whatIf/simulationData.js';
import { SimulationThreads } from './whatIf/simulationThreads.js';
import { WhatIfController } from './whatIf/whatIf.controller.js';

export interface ApiOptions {
  /** Open and migrated; it is read from and not closed. */
  readonly database: Database;
  readonly clock: () => Date;
  /** When the next snapshot is expected; null where nothing is scheduled. */
  readonly nextUpdateAt: () => Date | null;
  /** Who may sign in; it works on the database that is written to, where `database` may lag. */
  readonly identity: Identity;
  /** How many simulations are run at once; as the machine allows unless given. */
  readonly simulations?: ReportThreadsOptions;
}

const READERS = [
  AssetReader,
  PriceReader,
  FigureReader,
  RunReader,
  FindingReader,
  IndexReader,
  IndexComputationReader,
  SeriesStore,
  PublicationReader,
  StrategyReader,
  PortfolioReader,
  BacktestReader,
  BacktestResultReader,
  NightlyRuns,
  Histories,
  Figures,
  SimulationReader,
];

/** Everything that is answered over HTTP. */
@Module({})
export class ApiModule {
  static register({
    database,
    identity,
    simulations,
  }: Pick<ApiOptions, 'database' | 'identity' | 'simulations'>): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        HomeController,
        HealthController,
        AssetsController,
        PricesController,
        ActionsController,
        FiguresController,
        RollingController,
        ReturnsController,
        DrawdownsController,
        DistributionController,
        MarketsController,
        CorrelationsController,
        DefinitionsController,
        ScreenerController,
        IndicesController,
        IndexFiguresController,
        StrategiesController,
        PortfoliosController,
        BacktestsController,
        BacktestRowsController,
        ExplainController,
        SnapshotsController,
        RunsController,
        FindingsController,
        TokensController,
        AccountController,
        WhatIfController,
        ComparisonController,
        MonteCarloController,
      ],
      providers: [
        ...READERS.map((Reader) => ({ provide: Reader, useValue: new Reader(database) })),
        { provide: Identity, useValue: identity },
        { provide: ReportThreads, useFactory: () => new SimulationThreads(simulations) },
        { provide: APP_PIPE, useClass: RequestPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
      ],
    };
  }
}
