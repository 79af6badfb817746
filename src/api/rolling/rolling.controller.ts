import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { rollingFrame } from '../../analytics/frames/rolling.js';
import { addDays, isTradingDate, type TradingDate } from '../../domain/tradingDate.js';
import type { Publication } from '../../store/publication.reader.js';
import { badCursor } from '../../store/sqlPage.js';
import { Figures } from '../figures/figures.js';
import { listAnswer, type Answer } from '../http/answer.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import { symbolPath, type SymbolPath } from '../http/parameters.js';
import { Published } from '../http/reading.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import { rollingQuery, type RollingQuery } from './rolling.query.js';
import { rollingList } from './rolling.response.js';

@ApiTags('metrics')
@Controller('v1/assets/:symbol/rolling')
export class RollingController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Answers({
    summary: 'Figures of every window of one length, oldest first.',
    description: 'A row per window, dated by its last day; a figure that cannot be had is null.',
    response: rollingList,
    isTabular: true,
  })
  async list(
    @Param({ schema: symbolPath }) { symbol }: SymbolPath,
    @Query({ schema: rollingQuery }) query: RollingQuery,
    @Published() publication: Publication,
  ): Promise<Answer> {
    const { basis, benchmark, riskFreeRate, lookback, metrics } = query;
    const snapshot = requireSnapshot(publication);
    const asked = { basis, benchmark, riskFreeRate, convention: 'highwater' } as const;
    const choice = await this.figures.choose(symbol, asked, snapshot);
    const histories = await this.figures.historiesOf(choice);
    const scope = `rolling ${symbol} ${basis} ${String(lookback)}`;
    const { frame, hasMore } = rollingFrame({
      ...histories.request,
      metrics,
      lookback,
      from: firstDate(query.from, decodeCursor(scope, query.cursor)?.tie),
      to: query.to === undefined || query.to > snapshot.asOf ? snapshot.asOf : query.to,
      rowsMax: query.limit,
    });
    const rows = frame.objects();
    const last = rows.at(-1) as { date: TradingDate } | undefined;
    const next =
      hasMore && last !== undefined ? encodeCursor(scope, { value: null, tie: last.date }) : null;
    return {
      ...listAnswer(`${symbol}-rolling`, frame.columnNames(), { rows, next }),
      meta: {
        symbol,
        lookback,
        basis,
        benchmark: histories.benchmark,
        riskFreeRate: choice.riskFreeRate,
      },
    };
  }
}

/** The day after the cursor's, or `from`. */
function firstDate(
  from: TradingDate | undefined,
  after: string | undefined,
): TradingDate | undefined {
  if (after === undefined) return from;
  if (!isTradingDate(after)) throw badCursor();
  return addDays(after, 1);
}
