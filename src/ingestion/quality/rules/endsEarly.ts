import { addDays } from '../../../domain/tradingDate.js';
import { hasCalendar, sessionsInside } from '../calendarScope.js';
import type { SeriesRule } from '../rule.js';

export const endsEarly: SeriesRule = {
  code: 'ends-early',
  severity: 'warning',
  catches: 'A history that ends before the newest final session: late, halted or delisted.',
  inspect(series) {
    const last = series.bars.at(-1)?.date ?? series.previousBar?.date;
    if (last === undefined || !hasCalendar(series)) return [];
    const missing = sessionsInside(last, addDays(series.to, 1)).filter(
      (day) => !series.receivedDates.has(day),
    );
    if (missing.length === 0) return [];
    return [
      {
        tradeDate: last,
        message:
          `The last bar is of ${last}; ${missing.length} session(s) up to ${series.to} are ` +
          'missing: the source is late, or trading was halted or has ended.',
        detail: { last, to: series.to, sessions: missing.length },
      },
    ];
  },
};
