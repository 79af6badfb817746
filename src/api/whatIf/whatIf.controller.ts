import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { REPORT_PARTS } from '../../analytics/report/backtestReport.js';
import { requireAffordable } from '../../analytics/report/backtestCost.js';
import { ReportThreads } from '../../analytics/report/threads/reportThreads.js';
import type { WrittenAnswer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { CurrentReading, type Reading } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { definitionOf } from './definition.js';
import { toldDefinition, toldTerms } from './request.js';
import { ledgerOptionsOf } from './simulation.query.js';
import { inputOf, SimulationReader, termsOf } from './simulationData.js';
import { metricsInOrder, whatIfQuery, whatIfUrl, type WhatIfQuery } from './whatIf.query.js';
import { whatIfAnswer } from './whatIf.response.js';

@ApiTags('simulations')
@Controller('v1/what-if')
export class WhatIfController {
  constructor(
    private readonly reader: SimulationReader,
    private readonly threads: ReportThreads,
  ) {}

  @Get()
  @Answers({
    summary: 'A backtest that is nowhere stored.',
    description:
      'The same address and snapshot give the same bytes; the Link header has the one spelling of ' +
      'all addresses that ask for the same. As CSV the series. A strategy takes its own parameters ' +
      'by their names; those that the address has itself are strategyFrom, strategyTo, ' +
      'strategyYears and strategyRiskFreeRate.',
    response: whatIfAnswer,
    isTabular: true,
    canonicalUrl: whatIfUrl,
  })
  async one(
    @Query({ schema: whatIfQuery }) query: WhatIfQuery,
    @CurrentReading() reading: Reading,
  ): Promise<WrittenAnswer> {
    const snapshot = requireSnapshot(reading.publication);
    const definition = definitionOf(query);
    const terms = termsOf(query, snapshot);
    const options = ledgerOptionsOf(query);
    const data = await this.reader.read([definition], terms, options);
    const input = inputOf(definition, terms, data, options);
    requireAffordable([input]);
    const include = query.include ?? REPORT_PARTS;
    const metrics = metricsInOrder(query.metrics);
    const told = {
      url: reading.canonicalUrl,
      ...toldDefinition(definition),
      ...toldTerms(terms, data),
      ...options,
      metrics: metrics ?? null,
      include,
    };
    const bytes = await this.threads.run({
      kind: 'backtest',
      request: told,
      format: reading.format,
      input,
      choice: { parts: include, ...(metrics === undefined ? {} : { metrics }) },
    });
    return { bytes, name: 'what-if' };
  }
}
