import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DEFAULT_STRATEGY } from '../../store/backtests/nightly.js';
import { PortfolioReader, type ListedPortfolio } from '../../store/portfolios.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { performanceList } from '../backtests/backtests.response.js';
import { keptPart } from '../backtests/completed.js';
import { performanceAnswer } from '../backtests/performance.js';
import { Figures } from '../figures/figures.js';
import { columnsOf, pageOf, type Answer } from '../http/answer.js';
import { ReaderId, notSignedIn } from '../http/authentication.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesFormat } from '../http/knownParameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { NightlyRuns } from './nightlyRuns.js';
import { FIGURE_PARTS, portfolioFigures } from './portfolioFigures.js';
import {
  portfolioMetricsQuery,
  portfolioNotFound,
  portfolioPath,
  portfolioPerformanceQuery,
  portfoliosQuery,
  type PortfolioMetricsQuery,
  type PortfolioPath,
  type PortfolioPerformanceQuery,
  type PortfoliosQuery,
} from './portfolios.query.js';
import {
  holdingRow,
  portfolioAnswer,
  portfolioFiguresAnswer,
  portfolioList,
  portfolioRow,
  toldNightly,
  toldPortfolio,
} from './portfolios.response.js';

const SCOPE = 'portfolios';

@ApiTags('portfolios')
@Controller('v1/portfolios')
export class PortfoliosController {
  constructor(
    private readonly portfolios: PortfolioReader,
    private readonly runs: NightlyRuns,
    private readonly figures: Figures,
  ) {}

  @Get()
  @Answers({
    summary: 'Portfolios with what they are meant to hold, newest first.',
    response: portfolioList,
    isTabular: true,
    caching: 'content',
  })
  async list(
    @Query({ schema: portfoliosQuery }) { scope, limit, cursor }: PortfoliosQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    if (scope === 'own' && visibleTo === null) throw notSignedIn();
    const after = decodeCursor(`${SCOPE} ${scope}`, cursor);
    const page = await this.portfolios.list({ scope, visibleTo, limit, after });
    const { rows, next } = pageOf(`${SCOPE} ${scope}`, page);
    const data = rows.map(toldPortfolio);
    return { data, table: { name: SCOPE, columns: columnsOf(portfolioRow), rows: data }, next };
  }

  @Get(':id')
  @TakesFormat()
  @Answers({
    summary: 'One portfolio and how its newest nightly run stands; as CSV its holdings.',
    response: portfolioAnswer,
    isTabular: true,
    caching: 'content',
  })
  async one(
    @Param({ schema: portfolioPath }) { id }: PortfolioPath,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const portfolio = await this.#find(id, visibleTo);
    const asked = { portfolioId: portfolio.id, strategy: DEFAULT_STRATEGY, visibleTo };
    const run = await this.runs.newest(asked);
    const told = toldPortfolio(portfolio);
    return {
      data: { ...told, nightly: run === null ? null : toldNightly(run) },
      table: { name: `portfolio-${id}`, columns: columnsOf(holdingRow), rows: told.holdings },
    };
  }

  @Get(':id/performance')
  @Answers({
    summary: 'What a portfolio was worth on each session, oldest first.',
    description:
      'By the newest nightly run that is completed: from the first day that every holding has, ' +
      'with the initial capital of the portfolio.',
    response: performanceList,
    isTabular: true,
    caching: 'content',
  })
  async performance(
    @Param({ schema: portfolioPath }) { id }: PortfolioPath,
    @Query({ schema: portfolioPerformanceQuery }) query: PortfolioPerformanceQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const { id: portfolioId } = await this.#find(id, visibleTo);
    const asked = { portfolioId, strategy: query.strategy, visibleTo };
    const run = await this.runs.completed(asked, ['series']);
    const series = keptPart(run, 'series');
    return performanceAnswer(`portfolio-${id}-performance`, run.backtest, series, query);
  }

  @Get(':id/metrics')
  @Answers({
    summary: 'The risk and performance figures of a portfolio.',
    description:
      'Of the path of the newest nightly run that is completed, over any window; with window=max ' +
      'those of the run itself. The benchmark is that of the run unless another is asked for.',
    response: portfolioFiguresAnswer,
    isTabular: true,
    caching: 'content',
  })
  async metrics(
    @Param({ schema: portfolioPath }) { id }: PortfolioPath,
    @Query({ schema: portfolioMetricsQuery }) query: PortfolioMetricsQuery,
    @ReaderId() visibleTo: string | null,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { id: portfolioId } = await this.#find(id, visibleTo);
    const asked = { portfolioId, strategy: query.strategy, visibleTo };
    const run = await this.runs.completed(asked, FIGURE_PARTS);
    return portfolioFigures(this.figures, run, query, requireSnapshot(publication));
  }

  async #find(id: string, visibleTo: string | null): Promise<ListedPortfolio> {
    const portfolio = await this.portfolios.find(id, visibleTo);
    if (portfolio === null) throw portfolioNotFound();
    return portfolio;
  }
}
