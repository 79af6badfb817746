import type { z } from 'zod';
import type { EquitySeries } from '../../analytics/report/equitySeries.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import type { ListedBacktest } from '../../store/backtests/listing.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { PerformanceQuery } from './backtests.query.js';
import { ranOf } from './backtests.response.js';
import { performanceRow } from './report.response.js';

const COLUMNS = columnsOf(performanceRow);

/** The days of a completed backtest that a query asks for. @throws HighwaterError BAD_CURSOR */
export function performanceAnswer(
  name: string,
  backtest: ListedBacktest,
  series: EquitySeries,
  query: PerformanceQuery,
): Answer {
  const scope = `performance ${backtest.id}`;
  const after = decodeCursor(scope, query.cursor)?.tie;
  const { date } = series;
  const first = firstAfter(date, after, query.from);
  const behind = date.findIndex((day) => query.to !== undefined && day > query.to);
  const length = behind < 0 ? date.length : behind;
  const end = Math.min(length, first + query.limit);
  const last = end < length ? date[end - 1] : undefined;
  const next = last === undefined ? null : encodeCursor(scope, { value: null, tie: last });
  const page = { rows: rowsOf(series, first, end), next };
  return { ...listAnswer(name, COLUMNS, page), meta: ranOf(backtest) };
}

/** The first day after the cursor's and from `from` on; the length where there is none. */
function firstAfter(
  date: readonly TradingDate[],
  after: string | undefined,
  from: TradingDate | undefined,
): number {
  const first = date.findIndex(
    (day) => (after === undefined || day > after) && (from === undefined || day >= from),
  );
  return first < 0 ? date.length : first;
}

function rowsOf(
  series: EquitySeries,
  first: number,
  end: number,
): z.infer<typeof performanceRow>[] {
  const { date, equity, cash, growth, drawdown, benchmark } = series;
  return date.slice(first, end).map((day, k) => {
    const i = first + k;
    return {
      date: day,
      equity: equity[i] as string,
      cash: cash[i] as string,
      growth: growth[i] as number,
      drawdown: drawdown[i] as number,
      benchmark: benchmark?.[i] ?? null,
    };
  });
}
