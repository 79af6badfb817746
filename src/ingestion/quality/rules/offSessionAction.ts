import type { ActionRule } from '../rule.js';

export const offSessionAction: ActionRule = {
  code: 'off-session-action',
  severity: 'warning',
  catches:
    'An action between the first and the last bar on a day without a bar: kept; it takes effect ' +
    'with the next bar.',
  inspect(actions, { bars }) {
    const [first, last] = [bars[0]?.date, bars.at(-1)?.date];
    if (first === undefined || last === undefined) return [];
    const dates = new Set(bars.map(({ date }) => date));
    return actions
      .filter(({ exDate }) => exDate > first && exDate < last && !dates.has(exDate))
      .map(({ exDate, kind, value }) => ({
        tradeDate: exDate,
        message: `There is no bar on ${exDate}, the ex-date of a ${kind} of ${value.toString()}. Kept.`,
        detail: { kind, value: value.toString() },
      }));
  },
};
