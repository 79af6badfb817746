import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { returnsQuery, type ReturnsQuery } from './returns.query.js';
import { returnList } from './returns.response.js';
import { returnsOf } from './returnsOf.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/returns')
export class ReturnsController {
  constructor(private readonly histories: Histories) {}

  @Get()
  @Answers({
    summary: 'Total returns of an asset by month, quarter or year.',
    description:
      'Each is earned from the last close of the period before; the first one from the first ' +
      'close there is.',
    response: returnList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: returnsQuery }) query: ReturnsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.asset(symbol)) ?? NO_HISTORY;
    return { ...returnsOf(symbol, series, query, asOf), meta: { symbol, by: query.by } };
  }
}
