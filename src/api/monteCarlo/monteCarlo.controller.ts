import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireAffordable } from '../../analytics/report/backtestCost.js';
import { ReportThreads } from '../../analytics/report/threads/reportThreads.js';
import type { WrittenAnswer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { CurrentReading, type Reading } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { definitionOf } from '../whatIf/definition.js';
import { toldDefinition } from '../whatIf/request.js';
import { runOptionsOf } from '../whatIf/simulation.query.js';
import { inputOf, SimulationReader, termsOf } from '../whatIf/simulationData.js';
import { futuresOf } from './futures.query.js';
import { monteCarloQuery, monteCarloUrl, type MonteCarloQuery } from './monteCarlo.query.js';
import { monteCarloAnswer } from './monteCarlo.response.js';

@ApiTags('simulations')
@Controller('v1/monte-carlo')
export class MonteCarloController {
  constructor(
    private readonly reader: SimulationReader,
    private readonly threads: ReportThreads,
  ) {}

  @Get()
  @Answers({
    summary: 'Possible futures of a portfolio, with payments.',
    description:
      'Drawn from the returns that the portfolio would have earned as it was held, or from a ' +
      'distribution. The same address and snapshot give the same bytes. As CSV the percentiles.',
    response: monteCarloAnswer,
    isTabular: true,
    canonicalUrl: monteCarloUrl,
  })
  async one(
    @Query({ schema: monteCarloQuery }) query: MonteCarloQuery,
    @CurrentReading() reading: Reading,
  ): Promise<WrittenAnswer> {
    const definition = definitionOf(query);
    const parameters = futuresOf(query);
    const terms = termsOf(query, requireSnapshot(reading.publication));
    const options = runOptionsOf(query);
    const data = await this.reader.read([definition], terms, options);
    const history = { ...inputOf(definition, terms, data, options), benchmark: null };
    requireAffordable([history]);
    const { from, to } = terms;
    const bytes = await this.threads.run({
      kind: 'futures',
      format: reading.format,
      request: {
        url: reading.canonicalUrl,
        ...toldDefinition(definition),
        from,
        to,
        ...options,
        futures: parameters,
      },
      input: { history, parameters },
    });
    return { bytes, name: 'monte-carlo' };
  }
}
