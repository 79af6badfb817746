import { isWeekend } from '../../../domain/tradingDate.js';
import type { BarRule } from '../rule.js';

export const weekend: BarRule = {
  code: 'weekend',
  severity: 'error',
  catches:
    'A bar dated on a Saturday or Sunday: most often a date that was shifted by a time zone.',
  inspect: ({ date }) => (isWeekend(date) ? { refused: 'No session is held on a weekend.' } : null),
};
