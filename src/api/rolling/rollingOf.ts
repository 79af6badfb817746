import { rollingFrame } from '../../analytics/frames/rolling.js';
import { addDays, isTradingDate, type TradingDate } from '../../domain/tradingDate.js';
import type { FigureName } from '../../store/figures.reader.js';
import type { Publication } from '../../store/publication.reader.js';
import { badCursor } from '../../store/sqlPage.js';
import type { Figures } from '../figures/figures.js';
import { listAnswer, type Answer } from '../http/answer.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { requireSnapshot } from '../snapshots/snapshots.response.js';
import type { RollingQuery } from './rolling.query.js';

/** A subject's rolling figures as they were asked for. @throws HighwaterError as {@link Figures.of} */
export async function rollingOf(
  figures: Figures,
  { kind, name }: FigureName,
  query: RollingQuery,
  publication: Publication,
): Promise<Answer> {
  const { basis, benchmark, riskFreeRate, lookback, metrics } = query;
  const snapshot = requireSnapshot(publication);
  const asked = { basis, benchmark, riskFreeRate, convention: 'highwater' } as const;
  const choice = await figures.choose(name, asked, snapshot, kind);
  const histories = await figures.historiesOf(choice);
  const scope = `rolling ${name} ${basis} ${String(lookback)}`;
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
    ...listAnswer(`${name}-rolling`, frame.columnNames(), { rows, next }),
    meta: {
      ...(kind === 'asset' ? { symbol: name } : { index: name }),
      lookback,
      basis,
      benchmark: histories.benchmark,
      riskFreeRate: choice.riskFreeRate,
    },
  };
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
