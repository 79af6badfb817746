import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { matrixFrame, matrixOf } from '../../analytics/frames/matrices.js';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { rangeOf } from '../http/historyParameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { correlationsQuery, type CorrelationsQuery } from './correlations.query.js';
import { correlationsAnswer } from './correlations.response.js';

@ApiTags('metrics')
@Controller('v1/correlations')
export class CorrelationsController {
  constructor(private readonly histories: Histories) {}

  @Get()
  @Answers({
    summary: 'Correlations, or covariances per year, of the returns of several assets.',
    description:
      'On the periods that all of them have; over one year unless a window or dates say so. As ' +
      'CSV a square table.',
    response: correlationsAnswer,
    isTabular: true,
  })
  async one(
    @Query({ schema: correlationsQuery }) query: CorrelationsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const { symbols, measure, basis } = query;
    const members = [];
    for (const symbol of symbols) {
      members.push({ symbol, series: (await this.histories.asset(symbol)) ?? NO_HISTORY });
    }
    const range = rangeOf(query, asOf, '1y');
    const answer = matrixOf({ members, range, basis, measure });
    const frame = matrixFrame(answer);
    return {
      data: { measure, basis, ...answer },
      table: { name: measure, columns: frame.columnNames(), rows: frame.objects() },
    };
  }
}
