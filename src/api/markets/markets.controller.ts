import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sampleWindow } from '../../analytics/frames/figures.js';
import { upDownMarkets } from '../../analytics/frames/upDownMarkets.js';
import type { Publication } from '../../store/publication.reader.js';
import { Histories, NO_HISTORY, isSameName } from '../figures/histories.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { Answers } from '../http/describe.js';
import { rangeOf } from '../http/historyParameters.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { marketsQuery, type MarketsQuery } from './markets.query.js';
import { marketList, marketRow } from './markets.response.js';

@ApiTags('assets')
@Controller('v1/assets/:symbol/markets')
export class MarketsController {
  constructor(private readonly histories: Histories) {}

  @Get()
  @Answers({
    summary: 'An asset while its benchmark rose, and while it fell.',
    description: 'Over one year unless a window or dates say so.',
    response: marketList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: marketsQuery }) query: MarketsQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const snapshot = requireSnapshot(publication);
    const { basis } = query;
    const series = (await this.histories.asset(symbol)) ?? NO_HISTORY;
    const other = await this.histories.benchmark(query.benchmark ?? snapshot.benchmark);
    const isBenchmark = isSameName(other.name, symbol);
    const { sample, from, to } = sampleWindow(
      { series, benchmark: other.series, isBenchmark, riskFree: 0, basis },
      rangeOf(query, snapshot.asOf, '1y'),
    );
    const found = sample === null ? 'insufficient-history' : upDownMarkets(sample);
    const [rows, reason] = typeof found === 'string' ? [[], found] : [found, null];
    const page = { rows, next: null };
    return {
      ...listAnswer(`${symbol}-markets`, columnsOf(marketRow), page),
      meta: { symbol, benchmark: other.name, basis, from, to, reason },
    };
  }
}
