import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { calendarReturns, calendarTable } from '../../analytics/frames/calendarReturns.js';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY } from '../figures/histories.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { returnsQuery, type ReturnsQuery } from './returns.query.js';
import { returnList, returnRow, tableColumns } from './returns.response.js';

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
    @Query({ schema: returnsQuery }) { by, layout, from, to }: ReturnsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { asOf } = requireSnapshot(publication);
    const series = (await this.histories.asset(symbol)) ?? NO_HISTORY;
    const end = to === undefined || to > asOf ? asOf : to;
    const range = from === undefined ? { to: end } : { from, to: end };
    const isTable = layout === 'table';
    const rows = isTable
      ? calendarTable(series, by, range).objects()
      : calendarReturns(series, by, range);
    const columns = isTable ? tableColumns(by) : columnsOf(returnRow);
    const answer = listAnswer(`${symbol}-returns-${by}`, columns, { rows, next: null });
    return { ...answer, meta: { symbol, by } };
  }
}
