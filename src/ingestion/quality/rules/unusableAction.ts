import type { CorporateAction } from '../../../domain/corporateAction.js';
import type { ActionRule } from '../rule.js';

/** The largest split, or reverse split, that is believed: 10,000 to 1. */
const SPLIT_RATIO_MAX = 10_000;

function complaintOf({ kind, value }: CorporateAction): string | null {
  if (!value.isFinite() || value.lte(0)) return 'it is not a positive number';
  if (kind !== 'split') return null;
  if (value.eq(1)) return 'a split of 1 changes nothing';
  const size = value.toNumber();
  const isAbsurd = size > SPLIT_RATIO_MAX || size < 1 / SPLIT_RATIO_MAX;
  return isAbsurd ? `no split beyond ${SPLIT_RATIO_MAX} to 1 is believed` : null;
}

export const unusableAction: ActionRule = {
  code: 'unusable-action',
  severity: 'error',
  catches: 'A dividend, capital gain or split that is not positive, or a split of an absurd ratio.',
  inspect: (actions) =>
    actions.flatMap((action, index) => {
      const complaint = complaintOf(action);
      if (complaint === null) return [];
      const value = action.value.toString();
      return [
        {
          tradeDate: action.exDate,
          message: `The ${action.kind} of ${value} on ${action.exDate} was refused: ${complaint}.`,
          detail: { kind: action.kind, value },
          refuses: [index],
        },
      ];
    }),
};
