import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import type { Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { drawdownsQuery, type DrawdownsQuery } from './drawdowns.query.js';
import { drawdownList } from './drawdowns.response.js';
import { drawdownsOf } from './drawdownsOf.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/drawdowns')
export class DrawdownsController {
  constructor(private readonly histories: Histories) {}

  @Get()
  @Answers({
    summary: 'The worst drawdowns of an asset, with peak, trough and recovery.',
    description: 'On total-return closes; over the whole history unless a window or dates say so.',
    response: drawdownList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: drawdownsQuery }) query: DrawdownsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.asset(symbol)) ?? NO_HISTORY;
    const answer = drawdownsOf(symbol, series, query, asOf);
    return { ...answer, meta: { symbol, ...answer.meta } };
  }
}
