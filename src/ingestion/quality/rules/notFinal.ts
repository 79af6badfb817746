import type { BarRule } from '../rule.js';

export const notFinal: BarRule = {
  code: 'not-final',
  severity: 'info',
  catches: 'A bar after the newest final session: provisional, or of the future.',
  inspect: ({ date }, { to }) =>
    date > to ? { refused: `The newest session that is final is ${to}.` } : null,
};
