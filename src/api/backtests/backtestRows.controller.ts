import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { WeightRow } from '../../analytics/report/equitySeries.js';
import { BacktestResultReader, type BacktestPartRows } from '../../store/backtestResults.reader.js';
import { badCursor } from '../../store/sqlPage.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { ReaderId } from '../http/authentication.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Answers } from '../http/describe.js';
import {
  backtestPath,
  partRowsQuery,
  type BacktestPath,
  type PartRowsQuery,
} from './backtests.query.js';
import { dividendList, paymentList, ranOf, tradeList, weightList } from './backtests.response.js';
import {
  NeedsCompleted,
  backtestNotFound,
  requireCompleted,
  requireToldStrategy,
} from './completed.js';
import { allInOrder, dividendRow, paymentRow, tradeRow, weightRow } from './report.response.js';

const TABULAR = { isTabular: true, caching: 'content' } as const;
const WEIGHT_COLUMNS = ['date', 'symbol', 'weight'];

/** What a backtest did, row by row. */
@ApiTags('portfolios')
@Controller('v1/backtests/:id')
export class BacktestRowsController {
  constructor(private readonly results: BacktestResultReader) {}

  @Get('trades')
  @NeedsCompleted()
  @Answers({ summary: 'The trades of a backtest, oldest first.', response: tradeList, ...TABULAR })
  trades(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: partRowsQuery }) query: PartRowsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    return this.#list('trades', tradeRow, { id, query, visibleTo });
  }

  @Get('dividends')
  @NeedsCompleted()
  @Answers({
    summary: 'What a backtest was paid on its shares, by ex-date.',
    description: 'Empty where dividends count as part of prices.',
    response: dividendList,
    ...TABULAR,
  })
  dividends(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: partRowsQuery }) query: PartRowsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    return this.#list('dividends', dividendRow, { id, query, visibleTo });
  }

  @Get('payments')
  @NeedsCompleted()
  @Answers({
    summary: 'Money that was paid into a backtest, taken out, or taken as a fee.',
    response: paymentList,
    ...TABULAR,
  })
  payments(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: partRowsQuery }) query: PartRowsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    return this.#list('payments', paymentRow, { id, query, visibleTo });
  }

  @Get('allocations')
  @NeedsCompleted()
  @Answers({
    summary: 'What a backtest held after each day of trading, cash included.',
    description: 'As CSV a row per day and asset; the row of cash names no symbol.',
    response: weightList,
    ...TABULAR,
  })
  async allocations(
    @Param({ schema: backtestPath }) { id }: BacktestPath,
    @Query({ schema: partRowsQuery }) query: PartRowsQuery,
    @ReaderId() visibleTo: string | null,
  ): Promise<Answer> {
    const answer = await this.#list('weights', weightRow, { id, query, visibleTo });
    const rows = (answer.data as readonly WeightRow[]).flatMap(({ date, weights, cash }) => [
      ...Object.entries(weights).map(([symbol, weight]) => ({ date, symbol, weight })),
      { date, symbol: null, weight: cash },
    ]);
    const name = `backtest-${id}-allocations`;
    return { ...answer, table: { name, columns: WEIGHT_COLUMNS, rows } };
  }

  async #list(
    part: string,
    schema: z.ZodObject,
    asked: {
      readonly id: string;
      readonly query: PartRowsQuery;
      readonly visibleTo: string | null;
    },
  ): Promise<Answer> {
    const { id, query, visibleTo } = asked;
    const scope = `${part} ${id}`;
    const page = await this.results.rows(id, visibleTo, {
      part,
      from: query.from ?? null,
      to: query.to ?? null,
      limit: query.limit,
      after: placeOf(decodeCursor(scope, query.cursor)?.tie),
    });
    if (page === null) throw backtestNotFound();
    requireToldStrategy(page.backtest);
    requireCompleted(page.backtest);
    return answerOf(`backtest-${id}-${part}`, schema, scope, page);
  }
}

function answerOf(
  name: string,
  schema: z.ZodObject,
  scope: string,
  { backtest, rows, next, omitted }: BacktestPartRows,
): Answer {
  const cursor = next === null ? null : encodeCursor(scope, { value: null, tie: String(next) });
  const page = { rows: allInOrder(schema, rows), next: cursor };
  const answer = listAnswer(name, columnsOf(schema), page);
  return { ...answer, meta: { ...ranOf(backtest), omitted } };
}

function placeOf(tie: string | undefined): number {
  if (tie === undefined) return 0;
  if (!/^\d{1,9}$/.test(tie)) throw badCursor();
  return Number(tie);
}
