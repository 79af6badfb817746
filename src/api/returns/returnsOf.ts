import { calendarReturns, calendarTable } from '../../analytics/frames/calendarReturns.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import type { ReturnsQuery } from './returns.query.js';
import { returnRow, tableColumns } from './returns.response.js';

/** A history's calendar returns as they were asked for. @param asOf nothing later is looked at */
export function returnsOf(
  name: string,
  series: PriceSeries,
  { by, layout, from, to }: ReturnsQuery,
  asOf: TradingDate,
): Answer {
  const end = to === undefined || to > asOf ? asOf : to;
  const range = from === undefined ? { to: end } : { from, to: end };
  const isTable = layout === 'table';
  const rows = isTable
    ? calendarTable(series, by, range).objects()
    : calendarReturns(series, by, range);
  const columns = isTable ? tableColumns(by) : columnsOf(returnRow);
  return listAnswer(`${name}-returns-${by}`, columns, { rows, next: null });
}
