import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PriceReader } from '../../store/prices.reader.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { assetNotFound, symbolPath, type SymbolPath } from '../http/parameters.js';
import { actionsQuery, type ActionsQuery } from './actions.query.js';
import { actionList, actionRow } from './actions.response.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/actions')
export class ActionsController {
  constructor(private readonly prices: PriceReader) {}

  @Get()
  @Answers({
    summary: 'Dividends, capital gains and splits of an asset, oldest first.',
    response: actionList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: actionsQuery }) query: ActionsQuery,
  ): Promise<Answer> {
    const rows = await this.prices.actions(symbol, {
      from: query.from ?? null,
      to: query.to ?? null,
      limit: ANSWER_LIMITS.actionsMax,
    });
    if (rows === null) throw assetNotFound(symbol);
    return listAnswer(`${symbol}-actions`, columnsOf(actionRow), { rows, next: null });
  }
}
