import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireAffordable } from '../../analytics/report/backtestCost.js';
import type { BacktestInput } from '../../analytics/report/backtestInput.js';
import { ReportThreads } from '../../analytics/report/threads/reportThreads.js';
import { fromEpochDay } from '../../domain/tradingDate.js';
import type { WrittenAnswer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { CurrentReading, type Reading } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { toldDefinition, toldTerms } from '../whatIf/request.js';
import { runOptionsOf } from '../whatIf/simulation.query.js';
import {
  inputOf,
  SimulationReader,
  termsOf,
  type SimulationData,
} from '../whatIf/simulationData.js';
import { metricsInOrder } from '../whatIf/whatIf.query.js';
import { comparisonQuery, comparisonUrl, type ComparisonQuery } from './comparison.query.js';
import { comparisonAnswer } from './comparison.response.js';

@ApiTags('simulations')
@Controller('v1/comparison')
export class ComparisonController {
  constructor(
    private readonly reader: SimulationReader,
    private readonly threads: ReportThreads,
  ) {}

  @Get()
  @Answers({
    summary: 'Several portfolios or strategies side by side.',
    description:
      'Each is simulated over the same sessions at the same costs; figures are of the sessions ' +
      'that all of them and the benchmark have. Differences are from the first. As CSV their growth.',
    response: comparisonAnswer,
    isTabular: true,
    canonicalUrl: comparisonUrl,
  })
  async one(
    @Query({ schema: comparisonQuery }) query: ComparisonQuery,
    @CurrentReading() reading: Reading,
  ): Promise<WrittenAnswer> {
    const terms = termsOf(query, requireSnapshot(reading.publication));
    const options = runOptionsOf(query);
    const { portfolio: portfolios } = query;
    const data = await this.reader.read(portfolios, terms, options);
    const begin = terms.from ?? firstCommonDay(data);
    const inputs = portfolios.map((portfolio): BacktestInput =>
      inputOf(portfolio, { ...terms, from: begin }, data, options),
    );
    requireAffordable(inputs);
    const metrics = metricsInOrder(query.metrics);
    const bytes = await this.threads.run({
      kind: 'comparison',
      format: reading.format,
      request: {
        url: reading.canonicalUrl,
        portfolios: portfolios.map((it) => ({ label: it.label, ...toldDefinition(it) })),
        ...toldTerms(terms, data),
        ...options,
        metrics: metrics ?? null,
      },
      input: {
        portfolios: portfolios.map(({ label }, i) => ({
          label,
          input: inputs[i] as BacktestInput,
        })),
        ...(metrics === undefined ? {} : { metrics }),
      },
    });
    return { bytes, name: 'comparison' };
  }
}

/** The first day on which there is a price of every asset of every portfolio. */
function firstCommonDay({ histories }: SimulationData): ReturnType<typeof fromEpochDay> {
  const days = [...histories.values()].map(({ series }) => series.dates[0] as number);
  return fromEpochDay(Math.max(...days));
}
