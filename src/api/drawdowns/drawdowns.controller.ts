import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { drawdownTable } from '../../analytics/frames/drawdownTable.js';
import { sampleWindow } from '../../analytics/frames/figures.js';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { rangeOf } from '../http/historyParameters.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { drawdownsQuery, type DrawdownsQuery } from './drawdowns.query.js';
import { drawdownList, drawdownRow } from './drawdowns.response.js';

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
    const range = rangeOf(query, asOf, 'max');
    const { sample, from, to } = sampleWindow({ series, benchmark: null, riskFree: 0 }, range);
    const rows = sample === null ? [] : drawdownTable(sample, query.top);
    const page = { rows, next: null };
    const answer = listAnswer(`${symbol}-drawdowns`, columnsOf(drawdownRow), page);
    return { ...answer, meta: { symbol, from, to } };
  }
}
