import { RESTATEMENT_TOLERANCE } from '../../../domain/priceBar.js';
import { toEpochDay } from '../../../domain/tradingDate.js';
import type { ActionRule, Remark } from '../rule.js';

/** Funds that pay most often pay weekly: the same cash again within fewer days is suspicious. */
const REPEAT_DAYS_MAX = 5;

export const repeatedPayment: ActionRule = {
  code: 'repeated-payment',
  severity: 'warning',
  catches:
    'The same cash again within five days: one payment booked on two dates, perhaps. Both are kept, ' +
    'because either date may be right.',
  inspect(actions) {
    const payments = actions.filter(({ kind }) => kind === 'dividend');
    return payments.slice(1).flatMap((action, i): Remark[] => {
      const before = payments[i];
      if (before === undefined) return [];
      const days = toEpochDay(action.exDate) - toEpochDay(before.exDate);
      const difference = action.value.minus(before.value).abs();
      if (days > REPEAT_DAYS_MAX || difference.gt(action.value.times(RESTATEMENT_TOLERANCE))) {
        return [];
      }
      const cash = action.value.toString();
      return [
        {
          tradeDate: action.exDate,
          message: `A dividend of ${cash} on ${before.exDate} came again on ${action.exDate}. Kept.`,
          detail: { value: cash, first: before.exDate, second: action.exDate },
        },
      ];
    });
  },
};
