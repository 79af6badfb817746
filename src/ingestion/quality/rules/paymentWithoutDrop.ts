import { paymentsOf, type Payment } from '../payments.js';
import type { ActionRule } from '../rule.js';

/** Payments above this fraction of the close before must show in the price. */
const LARGE_FRACTION = 0.25;
/** The least part of a large payment by which the price falls. */
const DROP_FRACTION = 0.5;

function isUnseen({ action, previousClose, nextClose }: Payment): boolean {
  if (nextClose === null || action.value.lte(previousClose.times(LARGE_FRACTION))) return false;
  return previousClose.minus(nextClose).lt(action.value.times(DROP_FRACTION));
}

export const paymentWithoutDrop: ActionRule = {
  code: 'payment-without-drop',
  severity: 'error',
  catches:
    'Cash above a quarter of the price whose ex-date the price does not show by falling at least ' +
    'half as much: a wrong unit or a misplaced point. Refused.',
  inspect: (actions, series) =>
    paymentsOf(actions, series)
      .filter(isUnseen)
      .map(({ index, action, previousClose, nextClose }) => {
        const cash = action.value.toString();
        const closes = `from ${previousClose.toString()} to ${nextClose?.toString() ?? ''}`;
        return {
          tradeDate: action.exDate,
          message: `The ${action.kind} of ${cash} on ${action.exDate} does not show in the price, ${closes}: refused.`,
          detail: {
            kind: action.kind,
            value: cash,
            previousClose: previousClose.toString(),
            close: nextClose?.toString() ?? null,
          },
          refuses: [index],
        };
      }),
};
