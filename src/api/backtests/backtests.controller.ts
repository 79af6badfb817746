import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { BacktestReport } from '../../analytics/report/backtestReport.js';
import { BacktestResultReader } from '../../store/backtestResults.reader.js';
import { BacktestReader } from '../../store/backtests.reader.js';
import { pageOf, type Answer } from '../http/answer.js';
import { ReaderId } from '../http/authentication.js';
import { decodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { TakesNoParameters } from '../http/knownParameters.js';
import {
  backtestMetricsQuery,
  backtestPath,
  backtestsQuery,
  performanceQuery,
  type BacktestMetricsQuery,
  type BacktestPath,
  type BacktestsQuery,
  type PerformanceQuery,
} from './backtests.query.js';
import {
  SUMMARY_PARTS,
  backtestAnswer,
  backtestList,
  backtestTable,
  metricsAnswer,
  metricsOf,
  performanceList,
  toldBacktest,
  toldSummary,
} from './backtests.response.js';
import { NeedsCompleted, backtestNotFound, keptPart, requireCompleted } from './completed.js';
import { performanceAnswer } from './performance.js';

const SCOPE = 'backtests';
const flagOf = (text: 'true' | 'false' | undefined): boolean | null =>
  text === undefined ? null : text === 'true';

@ApiTags('portfolios')
@Controller('v1/backtests')
export class BacktestsController {
  constructor(
    private readonly backtests: BacktestReader,
    private readonly results: BacktestResultReader,
  ) {}

  @Get()
  @Answers({
    summary: "Backtests, newest first: the caller's own, and those of public portfolios.",
    description:
      "Of a public portfolio everybody sees what the night or the portfolio's owner ran.",
    response: backtestList,
    isTabular: true,
    caching: 'content',
  })
  async list(
    @Query({ schema: backtestsQuery }) query: BacktestsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const page = await this.backtests.list({
      visibleTo,
      portfolio: query.portfolio ?? null,
      strategy: query.strategy ?? null,
      status: query.status ?? null,
      isNightly: flagOf(query.nightly),
      limit: query.limit,
      after: decodeCursor(SCOPE, query.cursor),
    });
    const { rows, next } = pageOf(SCOPE, page);
    const data = rows.map(toldBacktest);
    return { data, table: backtestTable(SCOPE, data), next };
  }

  @Get(':id')
  @TakesNoParameters()
  @Answers({
    summary: 'One backtest: how it stands, what it follows from, its account and its notes.',
    response: backtestAnswer,
    caching: 'content',
  })
  async one(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const found = await this.#parts(id, visibleTo, SUMMARY_PARTS);
    const { backtest, parts } = found;
    const hasSummary = backtest.status === 'completed' && 'account' in parts;
    const results = hasSummary ? toldSummary(found) : null;
    return { data: { ...toldBacktest(backtest), results } };
  }

  @Get(':id/performance')
  @NeedsCompleted()
  @Answers({
    summary: 'What a backtest was worth on each session, oldest first.',
    response: performanceList,
    isTabular: true,
    caching: 'content',
  })
  async performance(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: performanceQuery }) query: PerformanceQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const found = await this.#parts(id, visibleTo, ['series']);
    const { backtest } = found;
    requireCompleted(backtest);
    const series = keptPart(found, 'series');
    return performanceAnswer(`backtest-${id}-performance`, backtest, series, query);
  }

  @Get(':id/metrics')
  @NeedsCompleted()
  @Answers({
    summary: 'The figures of a backtest over its whole length, as they were stored.',
    response: metricsAnswer,
    isTabular: true,
    caching: 'content',
  })
  async metrics(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: backtestMetricsQuery }) query: BacktestMetricsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const names = ['from', 'to', 'sessions', 'metrics', 'missing'];
    const found = await this.#parts(id, visibleTo, names);
    requireCompleted(found.backtest);
    keptPart(found, 'metrics');
    return metricsOf(found.backtest, found.parts as unknown as BacktestReport, query.metrics);
  }

  async #parts(id: string, visibleTo: string | null, names: readonly string[]) {
    const found = await this.results.parts(id, visibleTo, names);
    if (found === null) throw backtestNotFound();
    return found;
  }
}
