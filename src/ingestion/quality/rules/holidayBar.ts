import { hasCalendar, isHoliday } from '../calendarScope.js';
import { cellsOf, type SeriesRule } from '../rule.js';

export const holidayBar: SeriesRule = {
  code: 'holiday-bar',
  severity: 'warning',
  catches: 'A bar on a day on which the New York exchanges were closed: kept, and reported.',
  inspect: (series) =>
    hasCalendar(series)
      ? series.bars
          .filter(({ date }) => isHoliday(date))
          .map((bar) => ({
            tradeDate: bar.date,
            message: `The New York exchanges held no session on ${bar.date}. The bar was kept.`,
            detail: cellsOf(bar),
          }))
      : [],
};
