import type { TradingDate } from '../../../domain/tradingDate.js';
import { hasCalendar, sessionsInside } from '../calendarScope.js';
import type { Remark, SeriesRule } from '../rule.js';

/** Dates that a finding lists one by one. */
const LISTED_MAX = 20;

export const missingSessions: SeriesRule = {
  code: 'missing-sessions',
  severity: 'warning',
  catches:
    'Sessions of the New York calendar between two bars for which the provider sent nothing: one ' +
    'finding for each run; gaps are never filled in.',
  inspect(series) {
    if (!hasCalendar(series)) return [];
    const dates = series.bars.map(({ date }) => date);
    if (series.previousBar !== null) dates.unshift(series.previousBar.date);
    return dates.slice(1).flatMap((date, i) => {
      const missing = sessionsInside(dates[i] as TradingDate, date).filter(
        (day) => !series.receivedDates.has(day),
      );
      return missing.length === 0 ? [] : [remarkOf(missing)];
    });
  },
};

function remarkOf(missing: readonly TradingDate[]): Remark {
  const [first, last] = [missing[0] as TradingDate, missing.at(-1) as TradingDate];
  const span = first === last ? first : `${first} to ${last}`;
  return {
    tradeDate: first,
    message: `No bar came for ${missing.length} session(s), ${span}: fetch them again.`,
    detail: {
      from: first,
      to: last,
      sessions: missing.length,
      dates: missing.slice(0, LISTED_MAX),
    },
  };
}
