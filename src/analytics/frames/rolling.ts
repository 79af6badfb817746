import { table, type ColumnTable } from 'arquero';
import { lastIndexBefore } from '../../domain/adjustment.js';
import { fromEpochDay, toEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import type { MetricId } from '../metrics/registry.js';
import { rolling } from '../metrics/rolling/rolling.js';
import { prepare, sampleOf, type SampleRequest } from './sampling.js';

/** Which windows of an asset's history roll, and what is computed of each. */
export interface RollingFrameRequest<Id extends MetricId = MetricId> extends SampleRequest {
  readonly metrics: readonly Id[];
  /** Returns in a window. */
  readonly lookback: number;
  /** The first window ends on or after it; with the first whole window unless given. */
  readonly from?: TradingDate | undefined;
  /** The last window ends on or before it. */
  readonly to: TradingDate;
  /** Windows at most, the oldest first. */
  readonly rowsMax: number;
}

/** Windows of one length as a table. */
export interface RollingRows {
  /** Columns `date` (the last day of the window) and one per metric, null where it has none. */
  readonly frame: ColumnTable;
  /** Whether later windows were left out for `rowsMax`. */
  readonly hasMore: boolean;
}

/**
 * Figures of every window of `lookback` returns. No history before the windows is computed on, so
 * that the same window has the same figures to 1e-9 whatever is asked for around it.
 *
 * @throws HighwaterError as `rolling`; BAD_PRICE, DATES_NOT_ASCENDING or BAD_RISK_FREE_RATE
 */
export function rollingFrame<Id extends MetricId>({
  metrics,
  lookback,
  from,
  to,
  rowsMax,
  ...request
}: RollingFrameRequest<Id>): RollingRows {
  const prepared = prepare(request, to);
  const { dates } = prepared.prices;
  const endIndex = lastIndexBefore(dates, toEpochDay(to) + 1);
  const asked = from === undefined ? 0 : lastIndexBefore(dates, toEpochDay(from)) + 1;
  const firstIndex = Math.max(lookback, asked);
  const lastIndex = Math.min(endIndex, firstIndex + rowsMax - 1);
  const count = Math.max(0, lastIndex - firstIndex + 1);
  if (count === 0) return { frame: emptyFrame(metrics), hasMore: false };
  const start = firstIndex - lookback;
  const figures = rolling(
    {
      whole: sampleOf(prepared, { baseIndex: start, endIndex: lastIndex }),
      windowOf: (baseIndex, end) =>
        sampleOf(prepared, { baseIndex: start + baseIndex, endIndex: start + end }),
      lookback,
    },
    metrics,
  );
  const columns = metrics.map((id): [string, (number | null)[]] => [
    id,
    Array.from(figures[id].values.subarray(-count), (value) =>
      Number.isNaN(value) ? null : value,
    ),
  ]);
  const days = Array.from(dates.subarray(firstIndex, lastIndex + 1), fromEpochDay);
  return { frame: table([['date', days], ...columns]), hasMore: lastIndex < endIndex };
}

function emptyFrame(metrics: readonly MetricId[]): ColumnTable {
  return table([['date', []], ...metrics.map((id): [string, []] => [id, []])]);
}
