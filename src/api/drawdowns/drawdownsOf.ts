import { drawdownTable } from '../../analytics/frames/drawdownTable.js';
import { sampleWindow } from '../../analytics/frames/figures.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import type { TradingDate } from '../../domain/tradingDate.js';
import { columnsOf, listAnswer, type Answer } from '../http/answer.js';
import { rangeOf } from '../http/historyParameters.js';
import type { DrawdownsQuery } from './drawdowns.query.js';
import { drawdownRow } from './drawdowns.response.js';

/** A history's worst drawdowns as they were asked for. @param asOf nothing later is looked at */
export function drawdownsOf(
  name: string,
  series: PriceSeries,
  query: DrawdownsQuery,
  asOf: TradingDate,
): Answer {
  const range = rangeOf(query, asOf, 'max');
  const { sample, from, to } = sampleWindow({ series, benchmark: null, riskFree: 0 }, range);
  const rows = sample === null ? [] : drawdownTable(sample, query.top);
  const answer = listAnswer(`${name}-drawdowns`, columnsOf(drawdownRow), { rows, next: null });
  return { ...answer, meta: { from, to } };
}
