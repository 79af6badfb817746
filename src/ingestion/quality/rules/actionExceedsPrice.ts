import { paymentsOf } from '../payments.js';
import type { ActionRule } from '../rule.js';

export const actionExceedsPrice: ActionRule = {
  code: 'action-exceeds-price',
  severity: 'error',
  catches:
    'Cash that reaches the close before its ex-date, all payments of the day together: most often ' +
    'cash in hundredths beside prices in whole units. Refused.',
  inspect: (actions, series) =>
    paymentsOf(actions, series)
      .filter(({ cashOfDay, previousClose }) => cashOfDay.gte(previousClose))
      .map(({ index, action, previousClose }) => {
        const [cash, close] = [action.value.toString(), previousClose.toString()];
        return {
          tradeDate: action.exDate,
          message:
            `The ${action.kind} of ${cash} on ${action.exDate} is not below the close before it, ` +
            `${close}: refused.`,
          detail: { kind: action.kind, value: cash, previousClose: close },
          refuses: [index],
        };
      }),
};
